import { rowTypeId, type QualifiedName, type RelationId } from "../../catalog/ids.ts";
import type { Index, Relation, Table, View } from "../../catalog/relations.ts";
import { emptyTable } from "../createTable/emptyTable.ts";

/** A relation of which nothing is known but its name and what it must be. An index needs the table it belongs to. */
export function blankRelation(
  name: QualifiedName & { readonly id: RelationId },
  kind: Relation["kind"],
  table: RelationId,
): Relation {
  const shape = { ...name, persistence: "permanent", options: {} } as const;
  switch (kind) {
    case "table":
    case "foreign-table":
      return emptyTable(shape, kind);
    case "partitioned-table":
      return blankPartitioned(shape);
    case "view":
    case "materialized-view":
      return { ...shape, ...blankView, kind };
    case "index":
    case "partitioned-index":
      return { ...shape, ...blankIndex, kind, table };
    case "sequence":
      return { ...shape, kind, type: { id: "type:pg_catalog.int8", modifiers: [], array: false } };
    case "composite-type":
      return { ...shape, kind, type: rowTypeId(name.id), columns: [], nextColumn: 1 };
    default:
      return kind satisfies never;
  }
}

function blankPartitioned(shape: Parameters<typeof emptyTable>[0]): Table {
  return { ...emptyTable(shape, "partitioned-table"), partitionKey: { strategy: "range", parts: [] } };
}

const blankView: Omit<View, "id" | "schema" | "name" | "kind" | "persistence" | "options"> = {
  columns: [],
  query: { SelectStmt: {} },
  reads: [],
  opaque: true,
  uses: [],
  indexes: [],
  populated: true,
  rules: [],
  triggers: [],
};

const blankIndex: Omit<Index, "id" | "schema" | "name" | "kind" | "persistence" | "options" | "table"> = {
  method: "btree",
  columns: [],
  including: [],
  unique: true,
  nullsNotDistinct: false,
  primary: false,
  valid: true,
  children: [],
};
