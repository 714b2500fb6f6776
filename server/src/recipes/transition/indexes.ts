import type { Index } from "../../catalog/relations.ts";
import { sql } from "../../sql/fragment.ts";
import type { IndexBuild } from "../support/buildIndex.ts";
import { createIndexSql } from "../support/indexSql.ts";
import type { Carrier } from "./carrier.ts";
import { indexesOn } from "./obstacles.ts";

/** An index that takes the place of one on the old column. */
export interface CarriedIndex {
  readonly original: Index;
  /** Its name until the old one is gone. */
  readonly name: string;
  readonly build: IndexBuild;
  readonly drop: string;
}

/** The indexes on the column, with the new one in its place; undefined where one cannot be written down. */
export function carriedIndexes(carrier: Carrier): readonly CarriedIndex[] | undefined {
  const { catalog, table, column } = carrier.target;
  const carried = indexesOn(catalog, table, column.number).map((index) => carry(index, carrier));
  const known = carried.filter((each) => each !== undefined);
  return known.length === carried.length ? known : undefined;
}

function carry(index: Index, carrier: Carrier): CarriedIndex | undefined {
  const original = { ...index, name: carrier.indexName(index) };
  const { to } = carrier;
  const { table, column } = carrier.target;
  const name = carrier.nameFor(original.name, { of: "relation" }, { of: "constraint", table });
  const build = createIndexSql(original, {
    name,
    table: carrier.table,
    index: carrier.inSchema(name),
    column: (number) =>
      number === column.number ? to : table.columns.find((each) => each.number === number)?.name,
    expression: (expression) => carrier.expression(expression),
  });
  const drop = sql`DROP INDEX CONCURRENTLY IF EXISTS ${carrier.inSchema(name)}`.text;
  return build === undefined ? undefined : { original, name, build, drop };
}
