import { isIndex, type Index } from "../catalog/relations.ts";
import { displayName, isAssumed } from "../catalog/ids.ts";
import { ident, truncateName } from "../sql/fragment.ts";
import { spanOfClause, tokensOf } from "../sql/tokens.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { placeOf, worksOnRows } from "./support/laterWork.ts";
import { indexAsItIs } from "./support/indexSql.ts";
import { catalogOf, changesWithin, isInTransaction, setsSearchPath } from "./support/subject.ts";

export const dropIndexConcurrently = defineRecipe({
  id: "drop-index-concurrently",
  title: "Drop the index CONCURRENTLY, outside a transaction",
  kind: "quickfix",
  summary:
    "The index goes while reads and writes go on, in a migration of its own where the tool wraps files in a transaction. DROP INDEX CONCURRENTLY waits for everybody who uses the table, readers too. The way back builds the index CONCURRENTLY as it was.",
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE INDEX orders_note ON orders (note);",
      bad: "DROP INDEX orders_note;",
    },
  ],
  applies(facts) {
    const { node } = facts.statement.statement;
    if (node === undefined || !("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_INDEX")
      return false;
    return node.DropStmt.concurrent !== true || isInTransaction(facts);
  },
  plan(facts) {
    const { statement } = facts.statement;
    const { node } = statement;
    if (node === undefined || !("DropStmt" in node)) return { refused: "This is no DROP INDEX." };
    if ((node.DropStmt.objects?.length ?? 0) > 1)
      return { refused: "DROP INDEX CONCURRENTLY takes one index at a time. Write one statement for each." };
    if (node.DropStmt.behavior === "DROP_CASCADE")
      return {
        refused: "DROP INDEX CONCURRENTLY knows no CASCADE. Drop the constraint that needs the index first.",
      };
    const index = droppedIndex(facts);
    if (index === undefined)
      return {
        refused:
          "No migration here creates this index, or the statement fails, so there is no way back to write.",
      };
    if (index.kind === "partitioned-index")
      return { refused: "DROP INDEX CONCURRENTLY is refused for the index of a partitioned table (0A000)." };
    const writer = index.unique ? facts.later().find((later) => worksOnRows(later, index.table)) : undefined;
    if (writer !== undefined)
      return {
        refused: `${placeOf(writer, facts)} works on the table and may write what the unique index still refuses then: it would be dropped after that.`,
      };
    const catalog = catalogOf(facts);
    const build = catalog === undefined ? undefined : indexAsItIs(index, catalog, facts.grammar);
    const name = displayName(index).replace(/^public\./, "");
    const up = [concurrently(facts, index)];
    return {
      recipe: "drop-index-concurrently",
      title: `Drop the index ${name} while reads and writes go on`,
      name: truncateName(`drop_${index.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
      steps: [
        {
          phase: "contract",
          title: `Drop ${name}; waits for everybody who uses the table`,
          transaction: "none",
          up,
          down: build?.once ?? [],
          repeatable: { up, down: build?.again ?? [] },
        },
      ],
      pending: [],
    };
  },
  isInverse({ node }, facts) {
    const index = droppedIndex(facts);
    if (node === undefined || !("IndexStmt" in node) || index === undefined) return false;
    return node.IndexStmt.idxname === index.name;
  },
});

/** The index that the statement takes out of the catalog, where it is known what it is. */
function droppedIndex(facts: RecipeFacts): Index | undefined {
  const catalog = catalogOf(facts);
  for (const { collection, key, value } of changesWithin(facts)) {
    if (collection !== "relation" || value !== undefined) continue;
    const before = catalog?.get("relation", key);
    if (isIndex(before) && !isAssumed(before.id)) return before;
  }
  return undefined;
}

/** The user's own text with CONCURRENTLY and IF EXISTS, each where it is missing. */
function concurrently(facts: RecipeFacts, index: Index): string {
  const { statement } = facts.statement;
  const { text } = statement;
  const drop = spanOfClause(statement, ["drop", "index"]);
  if (drop === undefined) return text;
  if (setsSearchPath(facts))
    return `${text.slice(0, drop.end)} CONCURRENTLY IF EXISTS ${ident(index.schema, index.name).text}`;
  const tokens = tokensOf(statement);
  const skipped = new Set(["concurrently", "if", "exists"]);
  const name = tokens.find(
    ({ span, text: word }) => span.start >= drop.end && !skipped.has(word.toLowerCase()),
  );
  return `${text.slice(0, drop.end)} CONCURRENTLY IF EXISTS ${text.slice(name?.span.start ?? drop.end)}`;
}
