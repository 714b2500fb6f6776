import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_attribute. */
export interface ColumnRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly type: number;
  readonly modifier: number;
  /** The type in the server's words, with its modifiers. */
  readonly spelled: string;
  /** Where it is not the type's own. */
  readonly collation: string | null;
  readonly notnull: boolean;
  readonly default_oid: number | null;
  readonly default: string | null;
  readonly generated: string;
  readonly identity: string;
  readonly local: boolean;
  readonly inherited: number;
  /** Absent in snapshots that were taken before it was read; so are those that follow. */
  readonly comment?: string | null;
  readonly statistics?: number | null;
  /** Where it is not the type's own: the letter of pg_attribute.attstorage. */
  readonly storage?: string | null;
  /** The letter of pg_attribute.attcompression, or "". */
  readonly compression?: string;
  /** `name=value` each. */
  readonly options?: readonly string[] | null;
}

export const columnQuery = `
SELECT c.oid AS relation, a.attnum AS number, a.attname::text AS name, a.atttypid AS type, a.atttypmod AS modifier,
       format_type(a.atttypid, a.atttypmod) AS spelled,
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END AS collation,
       a.attnotnull AS notnull, d.oid AS default_oid, pg_get_expr(d.adbin, d.adrelid) AS "default",
       a.attgenerated::text AS generated, a.attidentity::text AS identity, a.attislocal AS local,
       a.attinhcount AS inherited, col_description(c.oid, a.attnum) AS comment,
       NULLIF(a.attstattarget, -1)::int AS statistics, CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS storage,
       a.attcompression::text AS compression, a.attoptions AS options
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE ${ownSchemas} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
 ORDER BY c.oid, a.attnum`;
