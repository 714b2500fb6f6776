import { isIndex } from "../catalog/relations.ts";
import { identifierOf, tokensOf } from "../sql/tokens.ts";
import type { Statement } from "../sql/statement.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { changedTables, newConstraints, newIndexes } from "./support/made.ts";

export const unnamedConstraint = defineRule({
  id: "unnamed-constraint",
  group: "style",
  severity: "info",
  summary: "A constraint or index without a name gets one that depends on what else is there",
  why: `The server makes a name up, \`orders_user_id_fkey\`, and where that is taken \`orders_user_id_fkey1\`. A database that
came to be in another way may have another name, and a later DROP CONSTRAINT, or the down section, finds nothing there (42704)
or the wrong one. Renaming a table or column does not rename what was named after it.`,
  instead: "`CONSTRAINT name` before it, or a name after CREATE INDEX.",
  withoutPlan: "Nothing blocks here: write a name into the statement, before it is applied anywhere.",
  references: ["https://www.postgresql.org/docs/current/ddl-constraints.html"],
  messages: {
    unnamed:
      "What drops it later must guess: the server makes up the name {names}, and another one where that is taken. Name it.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => madeUp(entry, statement.statement).length > 0);
    if (found === undefined) return [];
    const names = enumerateFew(madeUp(found.entry, statement.statement));
    return [report(found, context, "unnamed", { data: { names } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
      good: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user REFERENCES users);",
    },
  ],
});

/** The names of new constraints and indexes that the statement does not have. The one of a primary key is well known. */
function madeUp(entry: TimelineEntry, statement: Statement): readonly string[] {
  const constraints = changedTables(entry).flatMap((changed) => newConstraints(changed));
  const named = constraints
    .filter(({ kind }) => kind !== "primary-key" && kind !== "not-null")
    .map(({ name }) => name);
  const indexes = newIndexes(entry)
    .filter((index) => isIndex(index) && index.constraint === undefined && index.parent === undefined)
    .map(({ name }) => name);
  const all = [...named, ...indexes];
  if (all.length === 0) return [];
  const written = new Set(tokensOf(statement).map((token) => identifierOf(token, statement)));
  return [...new Set(all)].filter((name) => !written.has(name));
}
