import type { Difference } from "../catalog/differences/compareCatalogs.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type DownDifference, type Report, type RuleContext } from "./rule.ts";

export const downLeavesChanges = defineRule({
  id: "down-leaves-changes",
  group: "migration",
  severity: "warning",
  summary: "After the down section the schema is not what it was before the migration",
  why: `A rollback is run in a hurry and must give the schema that the old version of the application was written for. What the
down section does not give back, that version misses; what it leaves behind is in the way of the next try, which fails with
"already exists". A warning where a table, column, view or function is missing, which code of before may use. Values that an enum has got are not told: no server can drop one.`,
  instead: "Undo in the down section everything that the up section does, in the opposite order.",
  withoutPlan: "`lockkeeper down-for` writes a whole down section for the up section.",
  references: [],
  messages: {
    missing:
      "Going down does not bring back {names}. Code of before may use it: make it again in the down section.",
    left: "Going down leaves behind {names}. The next up may find it in its way: undo it in the down section, too.",
    different:
      "Going down does not lead back: {names}. Undo the rest of the up section in the down section, too.",
    empty:
      "Going down runs nothing, but counts as done: {names}. Undo the up section in the down section, or say there why not.",
  },
  recipes: [],
  section(context) {
    const { direction, endsSession, statements } = context.section;
    const [first] = statements;
    if (direction === "up" || !endsSession || first === undefined) return [];
    return reportsOf(context).map((report) => ({ ...report, statement: first }));
  },
  migration(context) {
    if (!context.runsNothingDown() || !context.goesDown()) return [];
    return reportsOf(context, "empty");
  },
  examples: [],
});

function reportsOf(context: RuleContext, message?: "empty"): readonly Report[] {
  const all = context.leftByDown();
  const differences = all.filter(({ difference }) => isWorthTelling(difference) && !follows(difference, all));
  if (differences.length === 0) return [];
  const isGrave = differences.some(({ difference }) => isMissed(difference)) && !context.isRolloutStep();
  return [{ ...toReport(differences, message), ...(isGrave ? {} : { severity: "info" }) }];
}

/** What statements of an application name. */
function isMissed({ change, kind }: Difference): boolean {
  return change === "missing" && missed.test(kind);
}

const missed = /table$|^column$|view$|function$|^procedure$|^aggregate$/;

/** Layout and names that nobody writes are no difference to an application, and no value of an enum can be dropped. */
function isWorthTelling({ property, expected = "", found = "" }: Difference): boolean {
  switch (property) {
    case "body":
      return withoutSpace(expected) !== withoutSpace(found);
    case "values":
      return !isWithin(expected.split(", "), found.split(", "));
    case "valid":
      // What has been checked cannot be unchecked, and need not.
      return found !== "yes";
    default:
      return property !== "name of the NOT NULL constraint";
  }
}

/** What belongs to a table is on another one only by name where that has another name. */
function follows({ property = "", expected = "" }: Difference, all: readonly DownDifference[]): boolean {
  if (!ofTables.includes(property)) return false;
  return all.some(({ difference: { change, name } }) => change === "missing" && expected.includes(name));
}

const ofTables: readonly string[] = ["table", "references", "reads", "parents", "owned by"];

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/gu, "");
}

/** Whether a list is another one with more in it, in the same order. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  const known = new Set(part);
  return whole.filter((each) => known.has(each)).join() === part.join();
}

function toReport(differences: readonly DownDifference[], given?: "empty"): Report {
  const changes = new Set(differences.map(({ difference }) => difference.change));
  const only = changes.size === 1 ? [...changes][0] : undefined;
  const message = given ?? (only === "missing" ? "missing" : only === "unexpected" ? "left" : "different");
  const names = namesOf(differences, message === "different" || message === "empty");
  return {
    message,
    data: { names: enumerateFew(names) },
    majors: [...new Set(differences.flatMap(({ majors }) => majors))].sort((one, other) => one - other),
  };
}

const order = ["missing", "different", "unexpected"] as const;

/** Each object once, whatever differs in it; what is gone stands first, since the application misses it. */
function namesOf(differences: readonly DownDifference[], isMixed: boolean): readonly string[] {
  const names = new Map<string, string>();
  for (const wanted of order)
    for (const { difference } of differences) {
      const { change, kind, name } = difference;
      if (change !== wanted || names.has(`${change} ${name}`)) continue;
      const what = `the ${kind} ${name}`;
      names.set(`${change} ${name}`, isMixed ? `${what} ${inWords(difference)}` : what);
    }
  return [...names.values()];
}

function inWords({ change, property = "something" }: Difference): string {
  if (change === "missing") return "is gone";
  return change === "unexpected" ? "stays" : `differs in ${property}`;
}
