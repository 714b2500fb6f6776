import { literal, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase } from "../recipe.ts";

/**
 * What must hold of what is set for the one column alone. What migrations set is carried over; what was set by hand, or
 * before the first of them, nobody has told.
 *
 * @param relation the table as a regclass
 */
export function hasAttributes(
  relation: Sql,
  column: string,
  fresh: string,
): PendingPhase["preconditions"][number] {
  const comment = (of: string): Sql =>
    sql`pg_catalog.col_description(${relation}, ${Sql.verbatim(of)}.attnum)`;
  // In whichever order they were granted.
  const rights = (of: string): Sql =>
    sql`ARRAY(SELECT r::pg_catalog.text FROM pg_catalog.unnest(${Sql.verbatim(of)}.attacl) AS r ORDER BY 1)`;
  return {
    label: `${fresh} has the comment, privileges, statistics target, storage and compression that are set for ${column}`,
    query: sql`SELECT NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS o JOIN pg_catalog.pg_type AS t ON t.oid = o.atttypid
    JOIN pg_catalog.pg_attribute AS n ON n.attrelid = o.attrelid AND n.attname = ${literal(fresh)}
    WHERE o.attrelid = ${relation} AND o.attname = ${literal(column)} AND (
      ${rights("o")} <> ${rights("n")} OR o.attoptions IS DISTINCT FROM n.attoptions
      OR o.attstattarget IS DISTINCT FROM n.attstattarget OR o.attcompression <> n.attcompression
      OR (o.attstorage <> t.typstorage AND o.attstorage <> n.attstorage)
      OR ${comment("o")} IS DISTINCT FROM ${comment("n")}))`.text,
  };
}
