import type { Difference } from "../../catalog/differences/compareCatalogs.ts";
import { displayName } from "../../catalog/ids.ts";
import { LineIndex } from "../../sql/offsets.ts";
import type { RecipeFacts } from "../recipe.ts";
import type { Fault } from "./faults.ts";
import type { LockedWork } from "./lockedWork.ts";
import type { Passed } from "./passage.ts";
import type { StoppedWrites } from "./stoppedWrites.ts";
import type { RewrittenProject } from "./rewrittenProject.ts";

/** What the words are about. */
export interface Setting {
  readonly facts: RecipeFacts;
  readonly rewritten: RewrittenProject;
  /** The project's own statements, as they stand. */
  readonly original: readonly Passed[];
  /** The present text of a file. */
  readonly text: (path: string) => string;
  readonly toolLabel: string;
  /** How the tool is told to run each migration in a transaction of its own. */
  readonly eachInItsOwn: string | undefined;
}

/** Why a plan is not offered where one of the statements would fail then, or could not be followed any more. */
export function faultInWords({ at, why, unknown }: Fault, setting: Setting): string {
  const own = setting.original.find((each) => each.statement === at.statement && sameFile(each, at));
  const problem = unknown ? `would not be followed any more (${why})` : `would fail: ${why}`;
  if (own === undefined) {
    const direction = at.section.direction === "down" ? "down" : "plan";
    return `The ${direction} does not work here: \`${short(at.statement.text)}\` ${problem}.`;
  }
  const place = placeOf(own, setting);
  const needs = isBehind(own, setting)
    ? `${place} needs what this statement does, which would come after it`
    : `${place} stands in the way`;
  return `${needs}: it ${problem}.`;
}

/** Where the project would end otherwise. */
export function differenceInWords(difference: Difference, isDown: boolean, setting: Setting): string {
  const { kind, name, property, change, expected, found } = difference;
  const end = isDown ? "After going down again" : "In the end";
  const what = {
    missing: `${kind} ${name} would be missing`,
    unexpected: `there would be another ${kind}, ${name}`,
    different: `${kind} ${name} would differ in ${property ?? "something"}: ${short(found ?? "none")} instead of ${short(expected ?? "none")}`,
  }[change];
  const other = setting.original.findLast((each) => isBehind(each, setting) && touches(each, name));
  const because = other === undefined ? "" : `${placeOf(other, setting)} is about it too. `;
  return `${because}${end} ${what}.`;
}

export function lockedWorkInWords(
  { at, work, lock, fromBefore }: LockedWork,
  { toolLabel, eachInItsOwn }: Setting,
): string {
  const what = `\`${short(at.statement.text)}\` would work on ${work.relation.name} under ${lock.mode}, which blocks its users`;
  if (!fromBefore) return `The plan is of no use here: ${what}.`;
  const way = eachInItsOwn === undefined ? "" : ` (${eachInItsOwn})`;
  return `${toolLabel} runs all pending migrations in one transaction, so the locks of one are held while the next ones work: ${what}. Let it run each migration in a transaction of its own${way}, or run these by hand.`;
}

/** Where the plan ends with a trigger that cannot run any more. */
export function stoppedInWords(
  { at, breakage: { relation, part = "", stopped } }: StoppedWrites,
  setting: Setting,
): string {
  const { message = "" } = stopped?.fails ?? {};
  const events = (stopped?.events ?? []).map((event) => event.toUpperCase()).join(" or ");
  const own = setting.facts.statement.statement.text;
  return `Every ${events} of ${relation.name} would fail after \`${short(at.statement.text)}\`, as it would after \`${short(own)}\`: the trigger ${part} raises “${message}”. Replace its function in the same migration, or before it.`;
}

/** Where the new text is sent such that the limit of a statement's wait ends before it. */
export function unlimitedInWords(at: Passed, setting: Setting): string {
  const { because } = at.section;
  const how = because === undefined ? "" : ` (${because})`;
  return `${setting.toolLabel} would send ${at.section.path} such that \`${short(at.statement.text)}\` waits for its lock without a limit${how}. Put that statement into a migration of its own first.`;
}

/** `line 7`, or `line 7 of migrations/0005_x.sql` where it is another file. */
function placeOf({ section, span }: Passed, { facts, text }: Setting): string {
  const line = new LineIndex(text(section.path)).position(span.start).line + 1;
  return section.path === facts.section.path ? `Line ${line}` : `Line ${line} of ${section.path}`;
}

/** Whether a statement comes after the one that is rewritten. */
function isBehind(each: Passed, { facts, original }: Setting): boolean {
  const at = original.findIndex(({ statement }) => statement === facts.statement.statement);
  return original.indexOf(each) > at;
}

/** Whether a statement changes an object, or what that is a part of. */
function touches({ entries }: Passed, name: string): boolean {
  return [...entries.values()].some(({ outcome, before }) =>
    outcome.changes.some(({ collection, key, value }) => {
      if (collection !== "relation") return false;
      const names = [before.get("relation", key), value];
      return names.some((each) => each !== undefined && isWithin(name, displayName(each)));
    }),
  );
}

function isWithin(name: string, relation: string): boolean {
  return name === relation || name.startsWith(`${relation}.`);
}

function sameFile(one: Passed, other: Passed): boolean {
  return one.section.path === other.section.path && one.section.direction === other.section.direction;
}

/** The beginning of a statement, on one line. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
