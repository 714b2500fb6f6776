import { indexCreatedBy } from "./support/createdIndex.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { isInTransaction, nameOfRelation, setsSearchPath } from "./support/subject.ts";
import { ident, truncateName } from "../sql/fragment.ts";
import { relationSpan } from "../sql/ranges.ts";
import { spanOfClause } from "../sql/tokens.ts";

export const createIndexConcurrently = defineRecipe({
  id: "create-index-concurrently",
  title: "Build the index CONCURRENTLY, outside a transaction",
  kind: "quickfix",
  summary:
    "The index is built while reads and writes go on, in a migration of its own where the tool wraps files in a transaction. IF NOT EXISTS makes it repeatable; a failed build leaves an INVALID index that must be dropped first, and the file says so.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);",
      bad: "CREATE INDEX orders_customer_id ON orders (customer_id);",
    },
    {
      before: 'CREATE TABLE "Order Lines" (id bigint PRIMARY KEY, "Note" text);',
      bad: 'CREATE UNIQUE INDEX ON "Order Lines" (lower("Note")) WHERE "Note" IS NOT NULL;',
    },
  ],
  applies(facts) {
    const { node } = facts.statement.statement;
    if (node === undefined || !("IndexStmt" in node) || node.IndexStmt.relation === undefined) return false;
    return node.IndexStmt.concurrent !== true || isInTransaction(facts);
  },
  plan(facts) {
    const index = indexCreatedBy(facts);
    if (index === undefined) return { refused: "It is not known which table this index belongs to." };
    if (index.kind === "partitioned-index") {
      return {
        refused:
          "CONCURRENTLY is refused on a partitioned table (0A000). Create the index ON ONLY the parent, build it CONCURRENTLY on each partition, and attach those.",
      };
    }
    const name = ident(index.name).text;
    return {
      recipe: "create-index-concurrently",
      title: `Build the index ${index.name} while reads and writes go on`,
      name: truncateName(`create_${index.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
      steps: [
        {
          phase: "expand",
          title: `If this fails, DROP INDEX CONCURRENTLY ${name} before the next try: an INVALID index is left, which IF NOT EXISTS keeps.`,
          transaction: "none",
          up: [concurrently(facts, name)],
          down: [`DROP INDEX CONCURRENTLY IF EXISTS ${ident(index.schema, index.name).text}`],
        },
      ],
      pending: [],
    };
  },
  isInverse({ node }, facts) {
    const index = indexCreatedBy(facts);
    if (node === undefined || !("DropStmt" in node) || index === undefined) return false;
    const { removeType, objects = [] } = node.DropStmt;
    return (
      removeType === "OBJECT_INDEX" &&
      objects.length === 1 &&
      JSON.stringify(objects).includes(`"${index.name}"`)
    );
  },
});

/** The user's own text with CONCURRENTLY, IF NOT EXISTS and a name, each where it is missing. */
function concurrently(facts: RecipeFacts, name: string): string {
  const { statement } = facts.statement;
  const { node, text } = statement;
  const create = spanOfClause(statement, ["index"]);
  const on = spanOfClause(statement, ["on"]);
  if (create === undefined || on === undefined || node === undefined || !("IndexStmt" in node)) return text;
  const { relation } = node.IndexStmt;
  const table = relation === undefined ? undefined : relationSpan(statement, relation);
  const parameters =
    relation === undefined || table === undefined || !setsSearchPath(facts)
      ? text.slice(on.start)
      : text.slice(on.start, table.start) + nameOfRelation(facts, relation).text + text.slice(table.end);
  return `${text.slice(0, create.end)} CONCURRENTLY IF NOT EXISTS ${name} ${parameters}`;
}
