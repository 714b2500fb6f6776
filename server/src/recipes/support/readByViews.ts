import { join, literal, sql, type Sql } from "../../sql/fragment.ts";
import type { PendingPhase } from "../recipe.ts";

/**
 * What must hold before columns of a table are dropped. A plan makes no column of which a view reads, but the view that
 * the rename of a table leaves under the old name reads all that there are.
 *
 * @param apart views that go before the columns do
 */
export function readByNoView(
  table: Sql,
  columns: readonly string[],
  label: string,
  apart: readonly Sql[] = [],
): PendingPhase["preconditions"][number] {
  const others = apart.map(
    (view) => sql` AND r.ev_class IS DISTINCT FROM pg_catalog.to_regclass(${literal(view.text)})`,
  );
  return {
    label: `no view reads ${label}; where another rollout made one, finish that first`,
    query: sql`SELECT NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.refobjid = pg_catalog.to_regclass(${literal(table.text)}) AND a.attname IN (${columns.map(literal)})${join(others, "")})`
      .text,
  };
}
