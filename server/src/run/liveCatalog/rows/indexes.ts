import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_index. */
export interface IndexRow {
  readonly oid: number;
  readonly table: number;
  /** How many of `columns` are keys; those behind them are included ones. */
  readonly keys: number;
  /** Column numbers; 0 for an expression. */
  readonly columns: readonly number[];
  /** By key, the text of each that is an expression. */
  readonly expressions: readonly (string | null)[];
  /** By key: bit 1 for DESC, bit 2 for NULLS FIRST. */
  readonly flags: readonly number[];
  /** By key, where it is not the type's default. */
  readonly classes: readonly (string | null)[];
  /** By key, where it is not the column's own. */
  readonly collations: readonly (string | null)[];
  readonly predicate: string | null;
  readonly unique: boolean;
  readonly nulls_not_distinct: boolean;
  readonly primary: boolean;
  readonly valid: boolean;
  readonly clustered: boolean;
  readonly replica_identity: boolean;
  /** The constraint that owns it. */
  readonly constraint: number | null;
}

export function indexQuery(major: number): string {
  return `
SELECT c.oid, i.indrelid AS "table", i.indnkeyatts AS keys, i.indkey::int2[] AS columns,
       ARRAY(SELECT CASE WHEN i.indkey[k] = 0 THEN pg_get_indexdef(c.oid, k + 1, false) END
               FROM generate_series(0, i.indnkeyatts - 1) k ORDER BY k) AS expressions,
       i.indoption::int2[] AS flags,
       ARRAY(SELECT CASE WHEN NOT o.opcdefault THEN o.opcname::text END
               FROM generate_series(0, i.indnkeyatts - 1) k JOIN pg_opclass o ON o.oid = i.indclass[k]
              ORDER BY k) AS classes,
       ARRAY(SELECT CASE WHEN i.indcollation[k] <> coalesce(a.attcollation, i.indcollation[k])
                         THEN l.collname::text END
               FROM generate_series(0, i.indnkeyatts - 1) k
               LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] AND a.attnum > 0
               LEFT JOIN pg_collation l ON l.oid = i.indcollation[k]
              ORDER BY k) AS collations,
       pg_get_expr(i.indpred, i.indrelid) AS predicate, i.indisunique AS "unique",
       ${major >= 15 ? "i.indnullsnotdistinct" : "false"} AS nulls_not_distinct, i.indisprimary AS "primary",
       i.indisvalid AS valid, i.indisclustered AS clustered, i.indisreplident AS replica_identity,
       (SELECT k.oid FROM pg_constraint k
         WHERE k.conindid = c.oid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')) AS "constraint"
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE ${ownSchemas}
 ORDER BY c.oid`;
}
