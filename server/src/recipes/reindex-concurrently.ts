import { spanOfClause } from "../sql/tokens.ts";
import { truncateName } from "../sql/fragment.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { wordOf } from "./support/partitions.ts";
import { setsSearchPath } from "./support/subject.ts";

export const reindexConcurrently = defineRecipe({
  id: "reindex-concurrently",
  title: "Rebuild the index CONCURRENTLY, outside a transaction",
  kind: "quickfix",
  summary:
    "Reads and writes go on while the indexes are built again. One that is interrupted leaves an INVALID index: drop it CONCURRENTLY. Where its name ends in _ccnew, try again then; where it ends in _ccold, the new index is in its place already.",
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE INDEX orders_note ON orders (note);",
      bad: "REINDEX INDEX orders_note;",
    },
    {
      before: 'CREATE TABLE "Order Lines" (id bigint PRIMARY KEY, note text);',
      bad: 'REINDEX (VERBOSE) TABLE "Order Lines";',
    },
  ],
  applies: (facts) => kindOf(facts) !== undefined,
  plan(facts) {
    const kind = kindOf(facts);
    const { statement } = facts.statement;
    const words = kind === undefined ? undefined : spanOfClause(statement, [kind]);
    if (words === undefined)
      return { refused: "CONCURRENTLY rebuilds an index, or those of a table or schema." };
    if (setsSearchPath(facts))
      return {
        refused:
          "The file sets a search_path, which a migration of its own would not have. Write the schema before the name first.",
      };
    const { text } = statement;
    const name = text.slice(words.end).trim();
    return {
      recipe: "reindex-concurrently",
      title: `Rebuild ${name} while reads and writes go on`,
      name: truncateName(`reindex_${wordOf(name)}`),
      steps: [
        {
          phase: "migrate",
          title:
            "If this is interrupted, drop the INVALID index that ends in _ccnew and try again; one that ends in _ccold is only to be dropped.",
          transaction: "none",
          up: [`${text.slice(0, words.end)} CONCURRENTLY${text.slice(words.end)}`],
          down: [],
        },
      ],
      pending: [],
    };
  },
  isInverse: () => false,
});

const kinds: Readonly<Record<string, string | undefined>> = {
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_TABLE: "table",
  REINDEX_OBJECT_SCHEMA: "schema",
};

/** The word that CONCURRENTLY stands behind; undefined where it stands there already, or cannot. */
function kindOf({ statement }: RecipeFacts): string | undefined {
  const { node } = statement.statement;
  if (node === undefined || !("ReindexStmt" in node)) return undefined;
  const { kind, params = [] } = node.ReindexStmt;
  const isConcurrent = params.some((each) => "DefElem" in each && each.DefElem.defname === "concurrently");
  return isConcurrent || kind === undefined ? undefined : kinds[kind];
}
