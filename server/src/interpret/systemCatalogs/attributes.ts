import { isIndex, type Column, type Relation } from "../../catalog/relations.ts";
import { classOid } from "../values/cast.ts";
import { isOid, oid, row, type Row } from "../values/value.ts";
import { relationsFor, type SystemTable } from "./systemTable.ts";
import type { Execution } from "../execution.ts";

/** pg_attribute and pg_attrdef. Columns that were dropped have no entry in the model; nobody looks for them by name. */
export const attributeTables: readonly SystemTable[] = [
  {
    name: "pg_attribute",
    names: [],
    rows: (execution, hints) =>
      relationsFor(execution, hints, "").flatMap((relation) => attributes(execution, relation)),
  },
  {
    name: "pg_attrdef",
    names: [],
    rows: (execution, hints) =>
      relationsFor(execution, hints, "").flatMap((relation) =>
        columnsOf(relation)
          .filter((column) => hasDefault(column))
          .map(({ number }) => row({ adrelid: classOid(execution, relation), adnum: number })),
      ),
  },
];

export function columnsOf(relation: Relation): readonly Column[] {
  return isIndex(relation) || relation.kind === "sequence" ? [] : relation.columns;
}

export function hasDefault({ default: value, generated }: Column): boolean {
  return value !== undefined || generated !== undefined;
}

function attributes(execution: Execution, relation: Relation): readonly Row[] {
  return columnsOf(relation).map((column) => {
    const type = oid(`${column.type.id}${column.type.array ? "[]" : ""}`, typeText(column));
    return row({
      attrelid: classOid(execution, relation),
      attname: column.name,
      attnum: column.number,
      attnotnull: column.notNull,
      attisdropped: false,
      atthasdef: hasDefault(column),
      attidentity: column.identity === undefined ? "" : column.identity.always ? "a" : "d",
      attgenerated: column.generated === undefined ? "" : column.generated.kind === "stored" ? "s" : "v",
      atttypid: isOid(type) ? type : undefined,
    });
  });
}

function typeText({ type }: Column): string {
  const name = type.id.split(".").at(-1) ?? "";
  return type.array ? `${name}[]` : name;
}
