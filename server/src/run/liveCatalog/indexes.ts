import type { Index, IndexColumn } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { optionsOf, persistenceOf } from "./relations.ts";
import { type RelationRow } from "./rows/relations.ts";
import type { IndexRow } from "./rows/indexes.ts";

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
