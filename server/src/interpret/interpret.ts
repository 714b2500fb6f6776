import type { Catalog, Change } from "../catalog/catalog.ts";
import { CatalogEdit, type Read } from "../catalog/edit.ts";
import type { LaterSyntax } from "../sql/laterSyntax.ts";
import type { Statement } from "../sql/statement.ts";
import { assume, assumptionFor, leansOnAssumed, type Assumption } from "./assume.ts";
import { breakagesOf } from "./breakage/breakages.ts";
import { doubtedName, doubtsOf } from "./doubt.ts";
import { noEffects, type Effects, type Failure } from "./effects.ts";
import { Execution, NotAnalysed, StatementError } from "./execution.ts";
import { noteQuery } from "./session/transactionCharacteristics.ts";
import { interpreterOf } from "./interpreters.ts";
import { repack } from "./maintenance/repack.ts";
import { refuseNewerSyntax } from "./newerSyntax.ts";
import type { Target } from "./target.ts";
import { refuseUnsafeValues } from "./types/unsafeValues.ts";

/** What a statement does to a catalog on a target, and what it looked at to know that. */
export interface Outcome {
  readonly effects: Effects;
  /** Apply with `catalog.apply(changes)`. Empty for a statement that always fails. */
  readonly changes: readonly Change[];
  /** As long as these hold in a catalog, the statement does the same there (see `holds`). */
  readonly reads: readonly Read[];
  /** Why the model cannot follow, or undefined: then the effects are complete. */
  readonly notAnalysed: string | undefined;
  /** True where the interpreter itself failed; `notAnalysed` then says how. */
  readonly crashed?: true;
}

/** Interprets one statement. Pure, total: whatever the statement says, the answer is a value. */
export function interpret(catalog: Catalog, statement: Statement, target: Target): Outcome {
  const { text } = statement;
  const outcome = outcomeOf(catalog, statement, target);
  if (outcome.notAnalysed === undefined) return outcome;
  return { ...outcome, changes: [...outcome.changes, ...doubtsOf(text)] };
}

/** How many missing tables and columns one statement may be granted before it is given up. */
const mostAssumptions = 64;

function outcomeOf(catalog: Catalog, { node, problem, later, body }: Statement, target: Target): Outcome {
  if (node !== undefined) {
    const interpreter = interpreterOf(node);
    if (interpreter === undefined)
      return refused(`${Object.keys(node)[0] ?? "this"} is not interpreted yet`, []);
    const run = (execution: Execution): void => {
      refuseNewerSyntax(execution, node);
      interpreter(execution);
      noteQuery(execution, node);
      refuseUnsafeValues(execution, node);
    };
    return execute(catalog, run, target, body);
  }
  if (later === undefined) return refused(problem?.message ?? "the statement cannot be parsed", []);
  if (target.major < later.since) return failedBefore(later);
  const { repack: command, what } = later;
  if (command === undefined)
    return refused(`PostgreSQL ${later.since} reads ${what}, but the grammar used here is that of 18`, []);
  return execute(catalog, (execution) => repack(execution, command), target, undefined);
}

/** What an older server's grammar says of syntax that it does not know. */
function failedBefore({ what }: LaterSyntax): Outcome {
  const message = `syntax error: ${what} is new in PostgreSQL 19`;
  const fails: Failure = { sqlstate: "42601", message, when: "always" };
  return { effects: { ...noEffects, fails }, changes: [], reads: [], notAnalysed: undefined };
}

function execute(
  catalog: Catalog,
  run: (execution: Execution) => void,
  target: Target,
  body: Statement["body"],
): Outcome {
  const assumptions: Assumption[] = [];
  // What led to an assumption was looked at too: the statement does the same only where that is still so.
  const looked: Read[] = [];
  for (;;) {
    const edit = new CatalogEdit(catalog);
    const withReads = (outcome: Outcome): Outcome =>
      looked.length === 0 ? outcome : { ...outcome, reads: [...looked, ...outcome.reads] };
    const execution = new Execution(edit, target, body, interpreterOf);
    for (const assumption of assumptions) assume(edit, assumption);
    const before = assumptions.length === 0 ? catalog : edit.catalog;
    try {
      run(execution);
    } catch (error) {
      if (error instanceof NotAnalysed) return withReads(refused(error.reason, edit.reads));
      if (!(error instanceof StatementError)) return withReads(crashed(error, edit));
      if (doubtedName(edit, error.failure) !== undefined) return withReads(doubted(before, execution));
      if (target.assumesMissing !== true) return withReads(failed(error.failure, edit));
      const missing = assumptionFor(error.failure, edit);
      if (missing === undefined)
        return withReads(leansOnAssumed(edit) ? halfKnown(before, execution) : failed(error.failure, edit));
      if (assumptions.length >= mostAssumptions) return withReads(halfKnown(before, execution));
      assumptions.push(missing);
      looked.push(...edit.reads);
      continue;
    }
    const notAnalysed = execution.incomplete;
    return withReads({
      effects: effectsOf(before, execution),
      changes: edit.changes,
      reads: edit.reads,
      notAnalysed,
    });
  }
}

/** A defect of ours, or an expression that is nested deeper than the stack reaches, is the problem of its statement. */
function crashed(error: unknown, edit: CatalogEdit): Outcome {
  return { ...refused(crashMessage(error), edit.reads), crashed: true };
}

export const tooDeep = "this statement is nested too deeply to be analysed";

/** How an error of ours is told, as a sentence without its full stop. */
export function crashMessage(error: unknown): string {
  if (error instanceof RangeError && error.message.includes("call stack")) return tooDeep;
  const reason = error instanceof Error ? error.message : String(error);
  return `Lockkeeper failed on this statement, which is its own mistake: ${reason}`;
}

function failed(failure: Failure, edit: CatalogEdit): Outcome {
  const effects = { ...noEffects, fails: failure };
  return { effects, changes: [], reads: edit.reads, notAnalysed: undefined };
}

/** What is known until the statement came upon something that an earlier one, which is not known, may have changed. */
function doubted(before: Catalog, execution: Execution): Outcome {
  return {
    ...halfKnown(before, execution),
    notAnalysed: "it depends on what an earlier statement did that is not analysed",
  };
}

/** What is known until the statement needed more of an assumed table than its name. */
function halfKnown(before: Catalog, execution: Execution): Outcome {
  const { edit } = execution;
  const notAnalysed = "it depends on parts of a table or a type that no migration here creates";
  return { effects: effectsOf(before, execution), changes: [], reads: edit.reads, notAnalysed };
}

/** What the statement did, and whom that breaks; `before` has what is assumed in it. */
function effectsOf(before: Catalog, execution: Execution): Effects {
  const effects = execution.effects();
  return { ...effects, breaks: [...breakagesOf(before, execution), ...effects.breaks] };
}

function refused(reason: string, reads: readonly Read[]): Outcome {
  return { effects: noEffects, changes: [], reads, notAnalysed: reason };
}
