import type { RefreshMatViewStmt } from "@pgsql/types";
import { findsRows } from "../interpret/views/materializedView.ts";
import { truncateName } from "../sql/fragment.ts";
import { spanOfClause } from "../sql/tokens.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { wordOf } from "./support/partitions.ts";
import { catalogOf, entryOf } from "./support/subject.ts";

export const refreshConcurrently = defineRecipe({
  id: "refresh-concurrently",
  title: "Refresh the materialized view CONCURRENTLY",
  kind: "quickfix",
  summary:
    "Its readers go on while the query runs; only another refresh waits. It takes longer, and needs a unique index on plain columns, without a WHERE, and a view that was filled before.",
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, total int); CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders; CREATE UNIQUE INDEX ON totals (id);",
      bad: "REFRESH MATERIALIZED VIEW totals;",
    },
  ],
  applies: (facts) => refreshOf(facts) !== undefined,
  plan(facts) {
    const refresh = refreshOf(facts);
    const words = spanOfClause(facts.statement.statement, ["refresh", "materialized", "view"]);
    if (refresh === undefined || words === undefined) return { refused: "This is no REFRESH." };
    const obstacle = obstacleOf(facts, refresh);
    if (obstacle !== undefined) return { refused: obstacle };
    const { text } = facts.statement.statement;
    const name = refresh.relation?.relname ?? "";
    return {
      recipe: "refresh-concurrently",
      title: `Refresh ${name} while its readers go on`,
      name: truncateName(`refresh_${wordOf(name)}`),
      steps: [
        {
          phase: "migrate",
          title: "Refresh it while its readers go on",
          transaction: "same",
          up: [`${text.slice(0, words.end)} CONCURRENTLY${text.slice(words.end)}`],
          down: [],
        },
      ],
      pending: [],
    };
  },
  isInverse: () => false,
});

function refreshOf({ statement }: RecipeFacts): RefreshMatViewStmt | undefined {
  const { node } = statement.statement;
  if (node === undefined || !("RefreshMatViewStmt" in node)) return undefined;
  return node.RefreshMatViewStmt.concurrent === true ? undefined : node.RefreshMatViewStmt;
}

function obstacleOf(facts: RecipeFacts, { skipData }: RefreshMatViewStmt): string | undefined {
  if (skipData === true) return "WITH NO DATA empties the view, and goes in no other way.";
  const catalog = catalogOf(facts);
  const views = (entryOf(facts)?.effects.locks ?? []).flatMap(({ relation }) => {
    const view = catalog?.get("relation", relation.id);
    return view?.kind === "materialized-view" ? [view] : [];
  });
  for (const view of views) {
    if (!view.populated) return "The view holds no rows yet, and then CONCURRENTLY is refused.";
    if (view.open === true) return unknownView;
    if (!view.indexes.some((id) => findsRows(catalog?.get("relation", id))))
      return "CONCURRENTLY needs a unique index on plain columns of the view, without a WHERE. Build one CONCURRENTLY in a migration before this.";
  }
  return views.length === 0 ? unknownView : undefined;
}

const unknownView =
  "No migration here creates the view, so it is not known whether it has the unique index that CONCURRENTLY needs.";
