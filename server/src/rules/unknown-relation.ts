import { displayName, isAssumed } from "../catalog/ids.ts";
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
      before: 'CREATE TABLE "Account" (id bigint PRIMARY KEY);',
      bad: "ALTER TABLE Account ADD COLUMN country text;",
      good: 'ALTER TABLE "Account" ADD COLUMN country text;',
    },
  ],
});

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
