import type { IndexStmt } from "@pgsql/types";
import { ident } from "../sql/fragment.ts";
import { spanOfClause } from "../sql/tokens.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { refuseInvalid } from "./support/buildIndex.ts";
import { indexCreatedBy } from "./support/createdIndex.ts";
import { entryOf, isInTransaction, setsSearchPath } from "./support/subject.ts";

export const refuseInvalidIndex = defineRecipe({
  id: "refuse-invalid-index",
  title: "Stop where an earlier try left an INVALID index",
  kind: "quickfix",
  summary:
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS passes over the INVALID index that a failed try left. Where the tool sends statements one by one, a query behind it fails as long as the index is INVALID, and says what to drop; where nothing can be sent with it, IF NOT EXISTS goes, so that the next try fails instead of skipping.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);",
      transaction: "autocommit",
    },
  ],
  applies: (facts) => facts.section.direction === "up" && skipping(facts) !== undefined && !isLookedAt(facts),
  plan(facts) {
    const create = skipping(facts);
    const index = indexCreatedBy(facts);
    const { statement } = facts.statement;
    const words = spanOfClause(statement, ["if", "not", "exists"]);
    if (create === undefined || index === undefined || words === undefined)
      return { refused: "This statement does not build an index, since one of its name is there already." };
    const { text } = statement;
    const isPlaced = create.relation?.schemaname !== undefined || setsSearchPath(facts);
    const name = isPlaced ? ident(index.schema, index.name) : ident(index.name);
    return {
      recipe: "refuse-invalid-index",
      title: `Stop where an earlier try left ${index.name} INVALID`,
      name: "refuse_invalid_index",
      steps: [
        {
          phase: "expand",
          title: `If this fails, DROP INDEX CONCURRENTLY ${name.text} before the next try: an INVALID index is left.`,
          transaction: "none",
          up: [text.slice(0, words.start) + text.slice(words.end).trimStart()],
          down: [],
          repeatable: { up: [text, refuseInvalid(name.text)], down: [] },
        },
      ],
      pending: [],
    };
  },
  isInverse: () => false,
});

/** A statement that builds an index CONCURRENTLY unless its name is taken, where that is possible. */
function skipping(facts: RecipeFacts): IndexStmt | undefined {
  const { node } = facts.statement.statement;
  if (node === undefined || !("IndexStmt" in node) || isInTransaction(facts)) return undefined;
  const { concurrent, if_not_exists } = node.IndexStmt;
  const builds = entryOf(facts)?.effects.work.some(({ kind }) => kind === "index-build") === true;
  return concurrent === true && if_not_exists === true && builds ? node.IndexStmt : undefined;
}

/** Whether a query behind it asks for that already. */
function isLookedAt({ section, statement }: RecipeFacts): boolean {
  return section.statements.some(
    (each) => each.span.start > statement.span.start && /\bindisvalid\b/iu.test(each.statement.text),
  );
}
