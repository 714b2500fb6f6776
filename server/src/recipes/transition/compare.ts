import { sql, type Sql } from "../../sql/fragment.ts";

/**
 * Whether two values of one type differ in any bit, NULL being like NULL. `IS DISTINCT FROM` would not do: json has
 * no equality, and for citext or numeric equal is not the same.
 */
export function differs(one: Sql, other: Sql): Sql {
  return sql`ROW(${one})::record OPERATOR(pg_catalog.*<>) ROW(${other})::record`;
}
