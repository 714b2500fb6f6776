import type { RefreshMatViewStmt } from "@pgsql/types";
import type { View } from "../catalog/relations.ts";
import { findsRows } from "../interpret/views/materializedView.ts";
import { spanOfClause } from "../sql/tokens.ts";
import { ident, join, qualified, sql, truncateName } from "../sql/fragment.ts";
import { defineRecipe, type RecipeFacts, type Refusal, type Step } from "./recipe.ts";
import { keyColumns } from "./refresh/keyColumns.ts";
import { buildIndex } from "./support/buildIndex.ts";
import { FreeNames } from "./support/freeName.ts";
import { buildStep } from "./support/indexSteps.ts";
import { wordOf } from "./support/partitions.ts";
import { catalogOf, entryOf, setsSearchPath } from "./support/subject.ts";

export const refreshConcurrently = defineRecipe({
  id: "refresh-concurrently",
  title: "Refresh the materialized view CONCURRENTLY",
  kind: "quickfix",
  summary:
    "Its readers go on while the query runs; only another refresh waits. It takes longer, and needs a view that was filled before and a unique index on plain columns, without a WHERE. Where there is none, and the query groups by columns that it gives out, or gives out the primary key of the one table that it reads, that index is built CONCURRENTLY first, and stays.",
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, total int); CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders; CREATE UNIQUE INDEX ON totals (id);",
      bad: "REFRESH MATERIALIZED VIEW totals;",
    },
    {
      before:
        "CREATE TABLE sales (id bigint PRIMARY KEY, shop int, total int); CREATE MATERIALIZED VIEW per_shop AS SELECT shop, sum(total) AS total FROM sales GROUP BY shop;",
      bad: "REFRESH MATERIALIZED VIEW per_shop;",
    },
  ],
  applies: (facts) => refreshOf(facts) !== undefined,
  plan(facts) {
    const refresh = refreshOf(facts);
    const words = spanOfClause(facts.statement.statement, ["refresh", "materialized", "view"]);
    if (refresh === undefined || words === undefined) return { refused: "This is no REFRESH." };
    const found = keyedView(facts, refresh);
    if ("refused" in found) return found;
    const { text } = facts.statement.statement;
    const name = refresh.relation?.relname ?? "";
    const made = found.isKeyed ? undefined : indexFor(found.view, facts);
    if (made !== undefined && "refused" in made) return made;
    return {
      recipe: "refresh-concurrently",
      title: `Refresh ${name} while its readers go on`,
      name: truncateName(`refresh_${wordOf(name)}`),
      ...(made === undefined ? {} : { meant: [made.plain, text] }),
      steps: [
        ...(made === undefined ? [] : [made.step]),
        {
          phase: "migrate",
          title: "Refresh it while its readers go on",
          ...(made === undefined ? {} : { suffix: "refresh" }),
          transaction: made === undefined ? "same" : "own",
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

/** The view that is refreshed, and whether it has the index that CONCURRENTLY needs. */
function keyedView(
  facts: RecipeFacts,
  { skipData }: RefreshMatViewStmt,
): { readonly view: View; readonly isKeyed: boolean } | Refusal {
  if (skipData === true) return { refused: "WITH NO DATA empties the view, and goes in no other way." };
  const catalog = catalogOf(facts);
  const [view] = (entryOf(facts)?.effects.locks ?? []).flatMap(({ relation }) => {
    const known = catalog?.get("relation", relation.id);
    return known?.kind === "materialized-view" ? [known] : [];
  });
  if (view === undefined || view.open === true)
    return {
      refused:
        "No migration here creates the view, so it is not known whether it has the unique index that CONCURRENTLY needs.",
    };
  if (!view.populated) return { refused: "The view holds no rows yet, and then CONCURRENTLY is refused." };
  return { view, isKeyed: view.indexes.some((id) => findsRows(catalog?.get("relation", id))) };
}

/** The unique index that the query allows for. */
function indexFor(view: View, facts: RecipeFacts): { readonly step: Step; readonly plain: string } | Refusal {
  const catalog = catalogOf(facts);
  const columns = catalog && keyColumns(view, catalog, facts.majors);
  if (columns === undefined || setsSearchPath(facts))
    return {
      refused:
        "CONCURRENTLY needs a unique index on plain columns of the view, without a WHERE. Build one CONCURRENTLY in a migration before this.",
    };
  const schema = view.schema === "public" ? undefined : view.schema;
  const name = new FreeNames(facts).choose(`${view.name}_${columns.join("_")}`, "_key", { of: "relation" });
  const rest =
    sql`${ident(name)} ON ${qualified(schema, view.name)} (${join(columns.map((each) => ident(each)))})`.text;
  const index = qualified(schema, name);
  const build = buildIndex("CREATE UNIQUE INDEX CONCURRENTLY", rest, index.text);
  const of = columns.join(", ");
  return {
    plain: `CREATE UNIQUE INDEX ${rest}`,
    step: buildStep(`Build a unique index of ${of}, of which the query gives each once`, index, build, {
      suffix: "key",
    }),
  };
}
