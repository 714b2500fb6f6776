import { isIndex, type Index } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { classOid } from "../values/cast.ts";
import { row } from "../values/value.ts";
import { type Hints, relationsFor, type SystemTable } from "./systemTable.ts";

/** pg_index and pg_indexes. */
export const indexTables: readonly SystemTable[] = [
  {
    name: "pg_index",
    names: [],
    rows: (execution, hints) =>
      indexesFor(execution, hints, "").flatMap((index) => {
        const table = execution.edit.get("relation", index.table);
        if (table === undefined) return [];
        return [
          row({
            indexrelid: classOid(execution, index),
            indrelid: classOid(execution, table),
            indisunique: index.unique,
            indisprimary: index.primary,
            indisvalid: index.valid,
            indnatts: index.columns.length + index.including.length,
            indnkeyatts: index.columns.length,
          }),
        ];
      }),
  },
  {
    name: "pg_indexes",
    names: ["indexname", "tablename"],
    rows: (execution, hints) =>
      indexesFor(execution, hints, "indexname", "schemaname").flatMap((index) => {
        const table = execution.edit.get("relation", index.table);
        return table === undefined
          ? []
          : [row({ schemaname: index.schema, tablename: table.name, indexname: index.name })];
      }),
  },
];

function indexesFor(execution: Execution, hints: Hints, name: string, schema?: string): readonly Index[] {
  return relationsFor(execution, hints, name, schema).filter((relation) => isIndex(relation));
}
