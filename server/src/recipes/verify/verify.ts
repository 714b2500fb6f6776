import type { History } from "../history.ts";
import type { PendingPhase, RecipeFacts } from "../recipe.ts";
import { finishRollout } from "../rollouts.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import type { Rewrite } from "../rewriteInput.ts";
import { batchFault } from "./batchFault.ts";
import { newFault } from "./faults.ts";
import {
  differenceInWords,
  faultInWords,
  lockedWorkInWords,
  stoppedInWords,
  unlimitedInWords,
  type Setting,
} from "./inWords.ts";
import { lockedWork } from "./lockedWork.ts";
import { originalProject, type OriginalProject } from "./originalProject.ts";
import { difference as editBetween } from "../support/edits.ts";
import { differencesBetween, differencesFromBoth } from "./otherEnd.ts";
import { pass, type Passage, type Passed } from "./passage.ts";
import { stoppedWrites } from "./stoppedWrites.ts";
import { unlimitedWait } from "./unlimitedWait.ts";
import { RewrittenProject, type FileChanges, type ProjectFiles } from "./rewrittenProject.ts";

/**
 * Folds the project as it would be after a rewrite: its files, everything that runs after them, the end of the rollout
 * and all the way down. Answers why the plan must not be carried out, in the user's words, or undefined where nothing
 * fails that did not fail before, the end is the same, and nothing works under a lock that others wait for.
 */
export function whyNot(input: RewriteInput, result: Rewrite, looksAt: Looked = "all"): string | undefined {
  const { facts, history } = input;
  const from = history.migrations.findIndex(({ migration }) => migration === input.migration);
  if (from < 0) return undefined;
  const files: ProjectFiles = { ...input, grammar: facts.grammar };
  const original = originalProject(history, from, facts, result.plan.meant);
  const written = new RewrittenProject(files, history, from, result);
  const last = finished(input, result, written);
  const verification = new Verification(input, history, original, looksAt);
  if (last === undefined) return verification.of(written, true);
  const complete = new RewrittenProject(files, history, from, last);
  return verification.of(complete, true) ?? verification.of(written, false);
}

/** `end`: only that nothing fails and all ends the same; `all`: the locks on the way there, too. */
type Looked = "all" | "end";

class Verification {
  readonly #input: RewriteInput;
  readonly #history: History;
  readonly #original: OriginalProject;
  readonly #looksAt: Looked;

  constructor(input: RewriteInput, history: History, original: OriginalProject, looksAt: Looked) {
    this.#looksAt = looksAt;
    this.#input = input;
    this.#history = history;
    this.#original = original;
  }

  /** `isWhole`: nothing of the plan is still to come, so the end must be that of the project as it stands. */
  of(rewritten: RewrittenProject, isWhole: boolean): string | undefined {
    const refused = this.#refusedByTool(rewritten);
    if (refused !== undefined) return refused;
    const { start, up, down } = this.#original;
    const setting = this.#setting(rewritten);
    const after = pass(rewritten.parts("up"), start, this.#history);
    const batch = batchFault(
      after.passed,
      (path) => rewritten.text(path),
      this.#facts.grammar,
      this.#history,
    );
    if (batch !== undefined) return faultInWords(batch, setting);
    const said = this.#upwards(after, up, isWhole, setting);
    if (said !== undefined || !this.#input.format.hasDown) return said;
    const back = pass(rewritten.parts("down"), after.end, this.#history);
    const fault = newFault(down.passed, back.passed);
    if (fault !== undefined) return faultInWords(fault, setting);
    const waiting = this.#unlimited(down.passed, back.passed, setting);
    if (waiting !== undefined) return waiting;
    // Where the migration has no down, nobody comes to where it began.
    if (this.#input.down === undefined) return undefined;
    const [difference] = differencesFromBoth(down.end, start, back.end, this.#facts.grammar);
    return difference === undefined ? undefined : differenceInWords(difference, true, setting);
  }

  #upwards(after: Passage, before: Passage, isWhole: boolean, setting: Setting): string | undefined {
    const fault = newFault(before.passed, after.passed);
    if (fault !== undefined) return faultInWords(fault, setting);
    const own = this.#looksAt === "all" ? lockedWork(after.passed, this.#isOwn(before.passed)) : undefined;
    if (own !== undefined) return lockedWorkInWords(own, setting);
    const waiting = this.#unlimited(before.passed, after.passed, setting);
    if (waiting !== undefined) return waiting;
    if (!isWhole) return undefined;
    const stopped = stoppedWrites(after.passed, this.#isOwn(before.passed));
    if (stopped !== undefined) return stoppedInWords(stopped, setting);
    const [difference] = differencesBetween(before.end, after.end, this.#facts.grammar);
    return difference === undefined ? undefined : differenceInWords(difference, false, setting);
  }

  #unlimited(before: readonly Passed[], after: readonly Passed[], setting: Setting): string | undefined {
    if (this.#looksAt === "end" || /^0\D*$/.test(this.#facts.lockTimeout)) return undefined;
    const found = unlimitedWait(before, after);
    return found === undefined ? undefined : unlimitedInWords(found, setting);
  }

  /** What the tool would say of a file that is changed or new. */
  #refusedByTool(rewritten: RewrittenProject): string | undefined {
    const { project, format } = this.#input;
    const known = new Set(project.problems.map(({ code }) => code));
    const found = rewritten.project.problems.find(
      ({ code, path, sealed }) => rewritten.isChanged(path) && !known.has(code) && sealed !== true,
    );
    return found === undefined
      ? undefined
      : `${format.label} would not accept the plan's file ${found.path}: ${found.message}`;
  }

  /** The plan's own statements are those that the project did not have. */
  #isOwn(before: readonly Passed[]): (each: Passed) => boolean {
    const known = new Set(before.map(({ statement }) => statement.text));
    return ({ statement }) => !known.has(statement.text);
  }

  get #facts(): RecipeFacts {
    return this.#input.facts;
  }

  #setting(rewritten: RewrittenProject): Setting {
    const { up, down } = this.#original;
    const { text, format } = this.#input;
    const original = [...up.passed, ...down.passed];
    return {
      facts: this.#facts,
      rewritten,
      original,
      text,
      toolLabel: format.label,
      eachInItsOwn: format.eachInItsOwn,
    };
  }
}

/** All that the plan writes, its last phase too; undefined where nothing is still to come. */
function finished(input: RewriteInput, result: Rewrite, written: RewrittenProject): FileChanges | undefined {
  const { plan, pending, files, edits } = result;
  if (pending.length === 0) return undefined;
  const { format, now, facts, around, text } = input;
  const more = pending.flatMap((phase) =>
    finishRollout(rolloutOf(plan, phase, input), {
      format,
      project: written.project,
      around,
      lockTimeout: facts.lockTimeout,
      now,
    }),
  );
  // Of a file that lists the migrations, the last version is the one that holds.
  const replaced = more.filter(({ replaces }) => replaces === true);
  const isReplaced = (path: string): boolean => replaced.some((file) => file.path === path);
  return {
    files: [...files, ...more.filter(({ path }) => !isReplaced(path))],
    edits: [
      ...edits.filter(({ path }) => !isReplaced(path)),
      ...replaced.flatMap(({ path, content }) => editBetween(path, text(path), content) ?? []),
    ],
  };
}

function rolloutOf(plan: Rewrite["plan"], pending: PendingPhase, { migration, facts }: RewriteInput) {
  const { recipe, title, rollout } = plan;
  const { path } = facts.section;
  return {
    id: rollout?.id ?? plan.name,
    recipe,
    title,
    migration,
    path,
    span: { start: 0, end: 0 },
    pending,
    endedBy: undefined,
  };
}
