import type { Catalog } from "../catalog/catalog.ts";
import type { Change } from "../catalog/collections.ts";
import { CatalogEdit, type Read } from "../catalog/edit.ts";
import type { RelationId } from "../catalog/ids.ts";
import { ServerVersion, type MajorSet } from "../catalog/serverVersion.ts";
import type { LaterSyntax } from "../sql/statement.ts";
import type { Statement } from "../sql/statement.ts";
import { Budget } from "./budget.ts";
import { surprisesOf } from "./surprises/surprises.ts";
import { unidentified } from "./breakage/unidentified.ts";
import { ambiguousCalls } from "./breakage/ambiguousCalls.ts";
import { breakagesOf } from "./breakage/breakages.ts";
import { breaksObject } from "./breakage/objects.ts";
import { goneObjects } from "./breakage/goneObjects.ts";
import { doubtedName, doubtsOf } from "./openWorld/uncertainNames.ts";
import { makeOlder, olderFor } from "./openWorld/older.ts";
import { noEffects, type Effects, type Failure } from "./effects.ts";
import { Execution } from "./execution.ts";
import { NotAnalysed, StatementError } from "./statementError.ts";
import { noteQuery } from "./session/transactionCharacteristics.ts";
import { bodies, interpreterOf } from "./interpreters.ts";
import { repack } from "./maintenance/repack.ts";
import { refuseNewerSyntax } from "./newerSyntax/newerSyntax.ts";
import { goOn } from "./openWorld/uncertain.ts";
import { runStatement } from "./plpgsql/statement.ts";
import type { Ran, RanStatement } from "./ranStatements.ts";
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
  /** The majors on which all that holds: those that the statement's questions do not tell from the target's. */
  readonly alike: MajorSet;
  /** What bodies did that the statement ran, statement by statement; absent where none was. */
  readonly inner?: readonly Inner[];
  /** True where the interpreter itself failed; `notAnalysed` then says how. */
  readonly crashed?: true;
  /** Of a statement that is being typed: what those did that stood in its place (`Statement.instead`). */
  readonly parts?: ReadonlyMap<Statement, Outcome>;
}

/**
 * Interprets one statement. Pure, total: whatever the statement says, the answer is a value. `budget`: how far the
 * bodies are followed that it runs; afterwards it tells how far they were.
 */
export function interpret(
  catalog: Catalog,
  statement: Statement,
  target: Target,
  budget = new Budget(),
): Outcome {
  const server = new ServerVersion(target.major);
  const ground = { catalog, target, body: statement.body, budget, server };
  const { ran = [], ...found } = outcomeOf(statement, ground);
  const inner = ran.length === 0 || !runsBody(statement) ? undefined : innerOf(ran, ground);
  const outcome = inner === undefined ? found : { ...found, inner };
  const { alike } = server;
  if (outcome.notAnalysed === undefined) return { ...outcome, alike };
  return { ...outcome, alike, changes: [...outcome.changes, ...doubtsOf(statement.text)] };
}

/**
 * Whether a statement is there to run a body: a DO block, a procedure, a function that a query calls. What a change of
 * rows sets off is part of that.
 */
export function runsBody({ node }: Statement): boolean {
  return node !== undefined && ("DoStmt" in node || "CallStmt" in node || "SelectStmt" in node);
}

/**
 * What each statement of a body does by itself, one after the other. One that would fail here, where variables have no
 * values, is left out.
 */
function innerOf(ran: readonly Ran[], ground: Ground): readonly Inner[] {
  const budget = new Budget();
  const target = { ...ground.target, inTransaction: true };
  let { catalog } = ground;
  return ran.flatMap((one): readonly Inner[] => {
    if (one === "commit") return [one];
    const { node, body } = one.statement;
    if (node === undefined) return [];
    const run = (execution: Execution): void => {
      execution.within({ insideBody: true }, () => runStatement(execution, () => undefined, { node, body }));
    };
    const { effects, changes, notAnalysed, crashed } = execute(run, { ...ground, target, catalog, budget });
    if (crashed === true || effects.fails?.when === "always") return [];
    catalog = catalog.apply(changes);
    return [{ ran: one, effects, changes, notAnalysed }];
  });
}

/** What one statement of a body did; `commit` where the body ended the transaction. */
export type Inner =
  "commit" | (Pick<Outcome, "effects" | "changes" | "notAnalysed"> & { readonly ran: RanStatement });

/** What of an outcome a statement finds out on one server; on which others it holds, is seen in the end. */
type Found = Omit<Outcome, "alike" | "inner"> & { readonly ran?: readonly Ran[] };

/** What a statement runs on. */
interface Ground {
  readonly catalog: Catalog;
  readonly target: Target;
  readonly body: Statement["body"];
  readonly budget: Budget;
  readonly server: ServerVersion;
}

function outcomeOf({ node, text, problem, later }: Statement, ground: Ground): Found {
  if (node !== undefined) {
    const interpreter = interpreterOf(node);
    if (interpreter === undefined)
      return refused(`${Object.keys(node)[0] ?? "this"} is not interpreted yet`, []);
    const run = (execution: Execution): void => {
      refuseNewerSyntax(execution, node, text);
      interpreter(execution);
      noteQuery(execution, node);
      refuseUnsafeValues(execution, node);
    };
    return execute(run, ground);
  }
  if (later === undefined) return refused(problem?.message ?? "the statement cannot be parsed", []);
  if (!ground.server.isSince(later.since)) return failedBefore(later);
  const { repack: command, what } = later;
  if (command === undefined)
    return refused(`PostgreSQL ${later.since} reads ${what}, but the grammar used here is that of 18`, []);
  return execute((execution) => repack(execution, command), ground);
}

/** What an older server's grammar says of syntax that it does not know. */
function failedBefore({ what }: LaterSyntax): Found {
  const message = `syntax error: ${what} is new in PostgreSQL 19`;
  const fails: Failure = { sqlstate: "42601", message, when: "always" };
  return { effects: { ...noEffects, fails }, changes: [], reads: [], notAnalysed: undefined };
}

function execute(
  run: (execution: Execution) => void,
  ground: Ground,
  older: readonly RelationId[] = [],
): Found {
  const { catalog, target, body, budget, server } = ground;
  const edit = new CatalogEdit(catalog);
  makeOlder(edit, older);
  const execution = new Execution(edit, target, body, bodies, budget, server);
  try {
    goOn(execution, () => {
      run(execution);
    });
  } catch (error) {
    if (error instanceof NotAnalysed) return refused(error.reason, edit.reads);
    if (!(error instanceof StatementError)) return crashed(error, edit);
    const others = older.length > 0 ? [] : olderFor(catalog, error.failure, edit.reads);
    if (others.length > 0)
      return withReads(execute(run, { ...ground, budget: new Budget() }, others), edit.reads);
    return doubtedName(edit, error.failure) === undefined ? failed(error.failure, edit) : doubted(execution);
  }
  return {
    effects: effectsOf(execution),
    changes: edit.changes,
    reads: edit.reads,
    notAnalysed: execution.recorder.incomplete,
    ran: execution.recorder.ran.list,
  };
}

function withReads(outcome: Found, reads: readonly Read[]): Found {
  return { ...outcome, reads: [...reads, ...outcome.reads] };
}

/** A defect of ours, or an expression that is nested deeper than the stack reaches, is the problem of its statement. */
function crashed(error: unknown, edit: CatalogEdit): Found {
  return { ...refused(crashMessage(error), edit.reads), crashed: true };
}

export const tooDeep = "this statement is nested too deeply to be analysed";

/** How an error of ours is told, as a sentence without its full stop. */
export function crashMessage(error: unknown): string {
  if (error instanceof RangeError && error.message.includes("call stack")) return tooDeep;
  const reason = error instanceof Error ? error.message : String(error);
  return `Lockkeeper failed on this statement, which is its own mistake: ${reason}`;
}

function failed(failure: Failure, edit: CatalogEdit): Found {
  const effects = { ...noEffects, fails: failure };
  return { effects, changes: [], reads: edit.reads, notAnalysed: undefined };
}

/** What is known until the statement came upon something that an earlier one, which is not known, may have changed. */
function doubted(execution: Execution): Found {
  return {
    effects: effectsOf(execution),
    changes: [],
    reads: execution.edit.reads,
    notAnalysed: "it depends on what an earlier statement did that is not analysed",
  };
}

/** What the statement did, and whom that breaks. */
function effectsOf(execution: Execution): Effects {
  const { start } = execution.edit;
  for (const breakage of goneObjects(start, execution)) breaksObject(execution, breakage);
  for (const breakage of ambiguousCalls(start, execution)) breaksObject(execution, breakage);
  for (const breakage of unidentified(start, execution)) breaksObject(execution, breakage);
  const effects = execution.effects();
  const breaks = breakagesOf(start, execution);
  const surprises = surprisesOf(start, execution);
  const whole =
    surprises.length === 0
      ? effects
      : { ...effects, surprises: [...(effects.surprises ?? []), ...surprises] };
  return breaks.length === 0 ? whole : { ...whole, breaks: [...breaks, ...effects.breaks] };
}

function refused(reason: string, reads: readonly Read[]): Found {
  return { effects: noEffects, changes: [], reads, notAnalysed: reason };
}
