import type { Index, IndexColumn } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { ownSchemas } from "./ownSchemas.ts";
import { optionsOf, persistenceOf, type RelationRow } from "./relations.ts";

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

/** The index that a row of pg_class stands for. */
export function liveIndex(live: Live, relation: RelationRow): Index | undefined {
  const row = live.index(relation.oid);
  if (row === undefined) return undefined;
  const { schema, name } = relation;
  const uses = live.dependencies.uses("pg_class", relation.oid);
  const parent = live.parentsOf(relation.oid)[0]?.parent;
  const constraint = row.constraint === null ? undefined : live.constraint(row.constraint);
  return {
    kind: relation.kind === "I" ? "partitioned-index" : "index",
    id: live.names.relation(relation.oid),
    schema,
    name,
    persistence: persistenceOf(relation),
    options: optionsOf(relation),
    table: live.names.relation(row.table),
    method: relation.access_method ?? "btree",
    columns: row.columns.slice(0, row.keys).map((on, key) => indexColumn(live, row, on, key)),
    including: row.columns.slice(row.keys),
    ...(row.predicate === null
      ? {}
      : { predicate: live.expression(row.predicate, live.columnsOf(row.table), uses) }),
    unique: row.unique,
    nullsNotDistinct: row.nulls_not_distinct,
    primary: row.primary,
    valid: row.valid,
    ...(constraint === undefined ? {} : { constraint: live.names.constraint(constraint) }),
    ...(parent === undefined ? {} : { parent: live.names.relation(parent) }),
    children: live.childrenOf(relation.oid).map((child) => live.names.relation(child)),
  };
}

function indexColumn(live: Live, row: IndexRow, on: number, key: number): IndexColumn {
  const flags = row.flags[key] ?? 0;
  const collation = row.collations[key];
  const operatorClass = row.classes[key];
  const text = row.expressions[key];
  const uses = live.dependencies.uses("pg_class", row.oid);
  return {
    on: text === null || text === undefined ? on : live.expression(text, live.columnsOf(row.table), uses),
    ...(collation === null || collation === undefined ? {} : { collation }),
    ...(operatorClass === null || operatorClass === undefined ? {} : { operatorClass }),
    descending: (flags & 1) !== 0,
    nullsFirst: (flags & 2) !== 0,
  };
}
