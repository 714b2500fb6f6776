import { displayName, isAssumed } from "../catalog/ids.ts";
import { isTable } from "../catalog/relations.ts";
import { assumedMark } from "../interpret/openWorld/complete.ts";
import type { RelationName } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { isUnknown, passesOver } from "../timeline/words/assumed.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected } from "./support/affected.ts";

export const unknownRelation = defineRule({
  id: "unknown-relation",
  group: "migration",
  severity: "info",
  together: true,
  summary: "A table is used that no migration of the project creates",
  why: `The model of the schema is folded from the project's migrations. A table that none of them creates is assumed to
exist, but nothing is known of its columns, indexes and foreign keys, so that what is said of the statement is less exact. It
may also be a typing error, or a table that comes with another tool.`,
  instead: "Check the name. If the project began with a dump, add that as its first migration.",
  withoutPlan:
    "No migration makes it, so what is done to it cannot be judged. Give the configuration a baseline: a dump or a snapshot of the schema.",
  references: [],
  messages: {
    optional:
      "No migration here creates {names}; it may exist or not, and IF EXISTS passes over it where it does not.",
    mistyped:
      "No migration here creates {name}, and so far they make all that they use: this fails (42P01) unless something else made it. Is {near} meant?",
    unknown: "No migration here creates {names}; it is assumed to exist.",
    quotes:
      "This fails (42P01) unless there is a {name} besides {quoted}: a name without quotes is read in small letters. Write {written}.",
    several: "No migration here creates {names}; they are assumed to exist.",
  },
  recipes: [],
  statement(statement) {
    const unknown = (entry: Parameters<Parameters<typeof firstAffected>[1]>[0]) =>
      entry.effects.locks.filter(
        ({ relation }) => isUnknown(relation) && entry.before.get("relation", relation.id) === undefined,
      );
    const found = firstAffected(statement, (entry) => unknown(entry).length > 0);
    if (found === undefined) return [];
    const other = unknown(found.entry).flatMap(({ relation }) => unquoted(found.entry, relation))[0];
    if (other !== undefined && !passesOver(statement.statement))
      return [{ message: "quotes", majors: found.majors, severity: "warning", data: other }];
    const meant = passesOver(statement.statement) ? undefined : mistyped(found.entry, unknown(found.entry));
    if (meant !== undefined)
      return [{ message: "mistyped", majors: found.majors, severity: "warning", data: meant }];
    const names = [...new Set(unknown(found.entry).map(({ relation }) => relation.name))];
    const told = names.length === 1 ? "unknown" : "several";
    const message = passesOver(statement.statement) ? "optional" : told;
    return [{ message, majors: found.majors, data: { names: enumerateFew(names) } }];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE user_accounts ADD COLUMN country text;",
      good: "ALTER TABLE users ADD COLUMN country text;",
    },
    {
      before: "CREATE TABLE parcels (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE parcel ADD COLUMN weight integer;",
      good: "ALTER TABLE parcels ADD COLUMN weight integer;",
    },
    {
      before: 'CREATE TABLE "Account" (id bigint PRIMARY KEY);',
      bad: "ALTER TABLE Account ADD COLUMN country text;",
      good: 'ALTER TABLE "Account" ADD COLUMN country text;',
    },
  ],
});

/** As long as nothing had to be assumed, a name that differs by a letter from a table's is probably that table's. */
function mistyped(
  { before }: TimelineEntry,
  locks: readonly { readonly relation: RelationName }[],
): { readonly name: string; readonly near: string } | undefined {
  if (before.get("generation", assumedMark) !== undefined) return undefined;
  const names = locks.map(({ relation }) => relation.name);
  for (const relation of before.all("relation").values()) {
    const near = displayName(relation);
    const name = isTable(relation) ? names.find((each) => isOneLetterFrom(each, near)) : undefined;
    if (name !== undefined) return { name, near };
  }
  return undefined;
}

/** Whether one is the other with one letter more, or another one. */
function isOneLetterFrom(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1);
}

/** Prisma and others write names in quotes, and by hand they are left out: a relation that differs by capitals alone. */
function unquoted(
  { before }: TimelineEntry,
  { name }: RelationName,
): readonly { readonly name: string; readonly quoted: string; readonly written: string }[] {
  for (const relation of before.all("relation").values()) {
    const quoted = displayName(relation);
    if (quoted === name || quoted.toLowerCase() !== name || isAssumed(relation.id)) continue;
    return [{ name, quoted, written: `"${relation.name}"` }];
  }
  return [];
}
