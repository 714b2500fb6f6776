import type { DraftFile, Format, MigrationDraft } from "../formats/format.ts";
import type { AnalysedSection, AnalysedStatement } from "../rules/rule.ts";
import { commented, inPlace, inverseOf, restoredParts } from "./inPlace.ts";
import { placeOf } from "./placeOf.ts";
import type { PendingPhase, Plan, Refusal } from "./recipe.ts";
import { editsWithAtEnd, filesWithAtEnd } from "./support/atEnd.ts";
import { cut } from "./support/cut.ts";
import { draftOf } from "./support/drafts.ts";
import { groupsOf, later } from "./support/groups.ts";
import { planWithPlaceholders, saidWithPlaceholders } from "./support/placeholders.ts";
import { moveAlong, saidOfMoved } from "./support/moveAlong.ts";
import { rolloutComment } from "./support/rolloutComment.ts";
import { withStatement } from "./support/withStatement.ts";
import { withFreeId } from "./support/rolloutId.ts";
import { movedAway, settingsAlone } from "./support/settingsAlone.ts";
import { applyEdits, difference, removal, type FileEdit } from "./support/edits.ts";
import { whyNot } from "./verify/verify.ts";
import { signatureLeftOut } from "./wait/signature.ts";
import { dropOf } from "./wait/waitingDrop.ts";
import type { Rewrite, RewriteInput } from "./rewriteInput.ts";

/** A statement's rewrite that has been verified, or why there is none. Pure; nothing is written. */
export function verifiedRewrite(input: RewriteInput): Rewrite | Refusal {
  const result = rewrite(input);
  if ("refused" in result) return { refused: saidWithPlaceholders(result.refused, input.facts) };
  const { takes, takesRest, restAfter } = result.plan;
  if (restAfter !== undefined) return withRestAfter(input, restAfter);
  const why = whyNot(input, result);
  const refused = why === undefined ? undefined : saidWithPlaceholders(why, input.facts);
  // What stands between several statements is about what they leave behind, so it comes after the plan where it can.
  if (takesRest === true || (refused === undefined && takes === undefined)) return given(result, refused);
  const along = rewrite(input, true);
  return "refused" in along || whyNot(input, along) !== undefined ? given(result, refused) : along;
}

function withRestAfter(input: RewriteInput, refused: string): Rewrite | Refusal {
  const along = rewrite(input, true);
  if ("refused" in along) return { refused };
  const why = whyNot(input, along);
  return given(along, why === undefined ? undefined : saidWithPlaceholders(why, input.facts));
}

function given(result: Rewrite, refused: string | undefined): Rewrite | Refusal {
  return refused === undefined ? result : { refused };
}

/**
 * Plans a statement's rewrite and lays it out as files of the project; whether it does the same is not looked at.
 * `along`: what stands behind the statement comes after all that the plan writes now.
 */
export function rewrite(input: RewriteInput, along = false): Rewrite | Refusal {
  const result = laidOut(input, along);
  return "refused" in result ? result : { ...result, edits: withStatement(result.edits, input) };
}

function laidOut(input: RewriteInput, along: boolean): Rewrite | Refusal {
  const made = input.recipe.plan(input.facts);
  if ("refused" in made) return made;
  const plan = withFreeId(planWithPlaceholders(made, input.facts), input.project, input.text);
  if (plan.takesRest === true) return divided(input, plan);
  if (!input.format.canAutocommit && plan.pending.some(leavesTransaction))
    return { refused: cannotLeaveTransaction(input.format) };
  const groups = groupsOf(plan);
  const [first, ...rest] = groups;
  if (first === undefined)
    return plan.leaves === undefined ? remembered(plan, input) : left(plan.leaves, plan, input);
  const place = placeOf(first, plan, input);
  const stuck = rest.some(({ autocommit }) => autocommit) && !input.format.canAutocommit;
  if (input.facts.section.direction === "down" && (place === "apart" || rest.length > 0))
    return {
      refused: "This is a down section, and the plan needs migrations of its own. Apply it to an up section.",
    };
  if (place === "nowhere" || stuck) return { refused: cannotLeaveTransaction(input.format) };
  const own = [
    ...(place === "apart" ? removed(plan, input) : inPlace(first, plan, place, input)),
    ...taken(plan, input),
  ];
  const moved = along ? moveAlong(input, own, inverseOf(input), plan) : undefined;
  if (along && moved === undefined) return { refused: "Nothing stands behind this statement." };
  const comment = plan.rollout === undefined ? undefined : rolloutComment(plan, plan.rollout);
  const settled = withoutIdleSettings(moved?.edits ?? own, input);
  const edits = place === "apart" ? settled : remembering(comment, settled, input);
  const together = input.facts.section.transaction === "all-pending" && groups.length > 1;
  const limits = {
    lockTimeout: input.facts.lockTimeout,
    ...(together ? { note: runApart(input.format) } : {}),
  };
  const drafts = (place === "apart" ? groups : rest).map((group) => draftOf(group, plan, limits, input));
  if (moved !== undefined) drafts.push(moved.draft);
  const plain = write(drafts, input);
  const isApart = place === "apart" && comment !== undefined;
  const written = isApart ? filesWithAtEnd(plain, comment, input) : plain;
  const replaced = written.filter(({ replaces }) => replaces === true);
  return {
    plan,
    steps: plan.steps,
    files: written.filter((file) => !replaced.includes(file)),
    edits: [
      ...edits,
      ...replaced.flatMap(({ path, content }) => difference(path, input.text(path), content) ?? []),
    ],
    pending: plan.pending,
    ...(moved === undefined
      ? {}
      : { movedTo: written.find(({ content }) => content.includes(saidOfMoved))?.path }),
  };
}

function withoutIdleSettings(edits: readonly FileEdit[], input: RewriteInput): readonly FileEdit[] {
  return [...edits, ...settingsAlone(edits, input)];
}

function remembering(
  comment: string | undefined,
  edits: readonly FileEdit[],
  { facts, text }: RewriteInput,
): readonly FileEdit[] {
  const { path } = facts.section;
  return comment === undefined ? edits : editsWithAtEnd(edits, path, text(path), comment);
}

function leavesTransaction({ steps }: PendingPhase): boolean {
  return steps.some(({ transaction }) => transaction === "none");
}

/** Nothing runs now: a comment stands where the statement was, and what undoes that is for later, too. */
function remembered(plan: Plan, input: RewriteInput): Rewrite | Refusal {
  if (plan.rollout === undefined) return { refused: "There is nothing to do." };
  if (input.facts.section.direction === "down")
    return { refused: "This is a down section, and the plan goes on later. Apply it to an up section." };
  const comment = rolloutComment(plan, plan.rollout);
  const edits = [
    commented(later(plan), input),
    ...taken(plan, input),
    ...undone(input),
    ...spelledOut(input),
  ];
  return {
    plan,
    steps: [],
    files: [],
    edits: remembering(comment, withoutIdleSettings(edits, input), input),
    pending: plan.pending,
  };
}

/** Only a comment stays of the statement; the down needs no change, since the end is the same. */
function left(words: string, plan: Plan, input: RewriteInput): Rewrite {
  const edits = [commented([`-- ${words}`], input)];
  return { plan, steps: [], files: [], edits, pending: [] };
}

/** The file in two; the second has the statement and all that stood behind it. */
function divided(input: RewriteInput, plan: Plan): Rewrite | Refusal {
  const halves = cut(input, plan);
  if ("refused" in halves) return halves;
  const written = write([halves.draft], input);
  const files = written.filter(({ replaces }) => replaces !== true);
  const replaced = written.filter((file) => !files.includes(file));
  return {
    plan,
    steps: plan.steps,
    files,
    edits: [
      ...halves.edits,
      ...replaced.flatMap(({ path, content }) => difference(path, input.text(path), content) ?? []),
    ],
    pending: [],
    movedTo: files.find(({ content }) => content.includes(input.facts.statement.statement.text))?.path,
  };
}

function removed({ takes = [] }: Plan, input: RewriteInput): readonly FileEdit[] {
  const { section, statement } = input.facts;
  const undo = inverseOf(input);
  return [
    removedFrom(section, statement, input, takes),
    ...(undo === undefined ? [] : [removedFrom(undo.section, undo.statement, input)]),
    ...restoredParts(input),
  ];
}

/** Statements that the plan does the work of, too. */
function taken({ takes = [] }: Plan, { facts, text }: RewriteInput): readonly FileEdit[] {
  const { path } = facts.section;
  return takes.map(({ span }) => removal(path, text(path), span));
}

/** What the down does about the statement goes with it. */
function undone(input: RewriteInput): readonly FileEdit[] {
  const undo = inverseOf(input);
  if (undo === undefined) return restoredParts(input);
  const { path } = undo.section;
  const edit = removal(path, input.text(path), undo.statement.span);
  return [{ ...edit, newText: "-- What undoes it comes with what does it.\n" }, ...restoredParts(input)];
}

/**
 * The down's drops of a function that has the name of the one that the statement drops: when they run, that one has
 * come back before them.
 */
function spelledOut({ facts, down }: RewriteInput): readonly FileEdit[] {
  const name = dropOf(facts.statement.statement)?.parts.at(-1);
  if (down === undefined || name === undefined) return [];
  return down.statements.flatMap((each) => {
    if (dropOf(each.statement)?.parts.at(-1) !== name) return [];
    const left = signatureLeftOut(each, facts.majors);
    if (left === undefined) return [];
    const at = each.span.start + left.at;
    return [{ path: down.path, span: { start: at, end: at }, newText: left.text }];
  });
}

/** Some tools refuse a file in which nothing is left. */
function removedFrom(
  { path, span }: AnalysedSection,
  statement: AnalysedStatement,
  { text }: RewriteInput,
  takes: readonly AnalysedStatement[] = [],
) {
  const content = text(path);
  const edit = removal(path, content, statement.span);
  const also = takes.map((each) => removal(path, content, each.span));
  const left = applyEdits(content.slice(0, span.end), [edit, ...also]).slice(span.start);
  return left.trim() === "" ? { ...edit, newText: movedAway } : edit;
}

function write(
  drafts: readonly MigrationDraft[],
  { format, project, now }: RewriteInput,
): readonly DraftFile[] {
  return drafts.length === 0 ? [] : format.write(drafts, project, now);
}

function runApart({ label }: Format): string {
  return `${label} runs all pending migrations in one transaction: run this one apart from those before and after it.`;
}

function cannotLeaveTransaction({ label }: Format): string {
  return `${label} runs every migration inside a transaction, where this is refused. Run the statement by hand, outside the migrations.`;
}
