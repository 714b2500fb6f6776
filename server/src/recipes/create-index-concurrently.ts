import { isTable, type Index } from "../catalog/relations.ts";
import { buildIndex, type IndexBuild } from "./support/buildIndex.ts";
import { indexCreatedBy, isIndexOf } from "./support/createdIndex.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { sameColumns } from "./support/sameColumns.ts";
import { catalogOf, isInTransaction, nameOfRelation, setsSearchPath } from "./support/subject.ts";
import { uniqueOf } from "./support/unguarded.ts";
import { ident, truncateName } from "../sql/fragment.ts";
import { relationSpan } from "../sql/ranges.ts";
import { spanOfClause } from "../sql/tokens.ts";

export const createIndexConcurrently = defineRecipe({
  id: "create-index-concurrently",
  title: "Build the index CONCURRENTLY, outside a transaction",
  kind: "quickfix",
  summary:
    "The index is built while reads and writes go on, in a migration of its own where the tool wraps files in a transaction. A failed build leaves an INVALID index: the file says how to drop it, and run again the migration fails instead of passing over it.",
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
          "CONCURRENTLY is refused on a partitioned table (0A000). Build the index CONCURRENTLY on each partition; on the partitioned table it then takes those over.",
      };
    }
    const gone = keyGoneBefore(facts, index);
    if (gone !== undefined)
      return {
        refused: `The file drops ${gone.name} before, so for as long as the build goes on nothing would keep duplicates out. Build the new index CONCURRENTLY under another name in a migration before; then drop ${gone.name} and rename the new one in one transaction.`,
      };
    const name = ident(index.name).text;
    const build = concurrently(facts, index);
    const down = [`DROP INDEX CONCURRENTLY IF EXISTS ${ident(index.schema, index.name).text}`];
    return {
      recipe: "create-index-concurrently",
      title: `Build the index ${index.name} while reads and writes go on`,
      name: truncateName(`create_${index.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
      steps: [
        {
          phase: "expand",
          title: `If this fails, DROP INDEX CONCURRENTLY ${name} before the next try: an INVALID index is left.`,
          transaction: "none",
          up: build.once,
          down,
          repeatable: { up: build.again, down },
        },
      ],
      pending: [],
    };
  },
  isInverse: isIndexOf,
});

/** The unique index of the same columns that the file drops before: in one transaction nobody writes in between. */
function keyGoneBefore(facts: RecipeFacts, index: Index): Index | undefined {
  const [first] = facts.section.statements;
  const now = catalogOf(facts);
  const atStart = first === undefined ? undefined : catalogOf({ ...facts, statement: first });
  const table = atStart?.get("relation", index.table);
  if (!index.unique || now === undefined || atStart === undefined || !isTable(table)) return undefined;
  return uniqueOf(atStart, table).find(
    (each) => sameColumns(each, index) && now.get("relation", each.id) === undefined,
  );
}

/** The user's own text with CONCURRENTLY and a name, where they are missing, and IF NOT EXISTS where it helps. */
function concurrently(facts: RecipeFacts, index: Index): IndexBuild {
  const { statement } = facts.statement;
  const { node, text } = statement;
  const create = spanOfClause(statement, ["index"]);
  const on = spanOfClause(statement, ["on"]);
  if (create === undefined || on === undefined || node === undefined || !("IndexStmt" in node))
    return { once: [text], again: [text] };
  const { relation, if_not_exists } = node.IndexStmt;
  const table = relation === undefined ? undefined : relationSpan(statement, relation);
  const placed = relation !== undefined && table !== undefined && setsSearchPath(facts);
  const parameters = placed
    ? text.slice(on.start, table.start) + nameOfRelation(facts, relation).text + text.slice(table.end)
    : text.slice(on.start);
  const named =
    placed || relation?.schemaname !== undefined ? ident(index.schema, index.name) : ident(index.name);
  const build = buildIndex(
    `${text.slice(0, create.end)} CONCURRENTLY`,
    `${ident(index.name).text} ${parameters}`,
    named.text,
  );
  const once = if_not_exists === true ? build.again.slice(0, 1) : build.once;
  return { ...build, once };
}
