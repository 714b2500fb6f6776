import type { Index } from "../catalog/relations.ts";
import { displayName } from "../catalog/ids.ts";
import { itemsOf, stringOf } from "../interpret/nodes.ts";
import { ident, truncateName } from "../sql/fragment.ts";
import { spanOfClause, tokensOf } from "../sql/tokens.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import type { IndexBuild } from "./support/buildIndex.ts";
import { droppedIndex } from "./support/droppedIndex.ts";
import { placeOf, readsOrWritesRows, worksOnRows } from "./support/laterWork.ts";
import { indexAsItIs } from "./support/indexSql.ts";
import { catalogOf, entryOf, isInTransaction, setsSearchPath } from "./support/subject.ts";

export const dropIndexConcurrently = defineRecipe({
  id: "drop-index-concurrently",
  title: "Drop the index CONCURRENTLY, outside a transaction",
  kind: "quickfix",
  summary:
    "The index goes while reads and writes go on, in a migration of its own where the tool wraps files in a transaction. DROP INDEX CONCURRENTLY waits for everybody who uses the table, readers too. The down builds the index CONCURRENTLY as it was.",
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
    if (index === undefined) return unknownIndex(facts);
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
    return planOf(name, "waits for everybody who uses the table", [concurrently(facts, index)], build);
  },
  isInverse({ node }, facts) {
    const index = droppedIndex(facts);
    if (node === undefined || !("IndexStmt" in node) || index === undefined) return false;
    return node.IndexStmt.idxname === index.name;
  },
});

function planOf(name: string, remark: string, up: readonly string[], build?: IndexBuild): Plan {
  return {
    recipe: "drop-index-concurrently",
    title: `Drop the index ${name} while reads and writes go on`,
    name: truncateName(`drop_${(name.split(".").at(-1) ?? name).toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
    steps: [
      {
        phase: "contract",
        title: `Drop ${name}; ${remark}`,
        transaction: "none",
        up,
        down: build?.once ?? [],
        repeatable: { up, down: build?.again ?? [] },
      },
    ],
    pending: [],
  };
}

/** An index that no migration creates can go, too, where the user has no down for it either. */
function unknownIndex(facts: RecipeFacts): Plan | Refusal {
  const { node } = facts.statement.statement;
  const fails = entryOf(facts)?.outcome.effects.fails;
  if (fails?.when === "always" && fails.sqlstate !== "25001")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const [object] = node !== undefined && "DropStmt" in node ? (node.DropStmt.objects ?? []) : [];
  const words = object === undefined ? [] : itemsOf(object).map(stringOf);
  const isWritten = facts.undoing.some(
    (each) =>
      each.node !== undefined && "IndexStmt" in each.node && each.node.IndexStmt.idxname === words.at(-1),
  );
  if (isWritten)
    return {
      refused: `No migration here creates ${words.join(".")}, and the down of this migration builds it again: that would have to go along, and whether it is the same index is not known. Set a baseline, or write DROP INDEX CONCURRENTLY by hand.`,
    };
  const writer = facts
    .later()
    .find(({ path, statement }) => path === facts.section.path && readsOrWritesRows.has(statement.kind));
  if (writer !== undefined)
    return {
      refused: `${placeOf(writer, facts)} works on rows, and no migration here creates ${words.join(".")}: should it be unique, it would still refuse then what is written. Move that to a migration of its own first.`,
    };
  if (words.length < 2 && setsSearchPath(facts))
    return { refused: "The file sets a search path. Write the index with its schema first." };
  const remark = "no migration here creates it, so nothing brings it back";
  return planOf(words.join("."), remark, [concurrently(facts)]);
}

/** The user's own text with CONCURRENTLY and IF EXISTS, each where it is missing. */
function concurrently(facts: RecipeFacts, index?: Index): string {
  const { statement } = facts.statement;
  const { text } = statement;
  const drop = spanOfClause(statement, ["drop", "index"]);
  if (drop === undefined) return text;
  if (index !== undefined && setsSearchPath(facts))
    return `${text.slice(0, drop.end)} CONCURRENTLY IF EXISTS ${ident(index.schema, index.name).text}`;
  const tokens = tokensOf(statement);
  const skipped = new Set(["concurrently", "if", "exists"]);
  const name = tokens.find(
    ({ span, text: word }) => span.start >= drop.end && !skipped.has(word.toLowerCase()),
  );
  return `${text.slice(0, drop.end)} CONCURRENTLY IF EXISTS ${text.slice(name?.span.start ?? drop.end)}`;
}
