import { builtinType } from "../../catalog/builtins/types.ts";
import { nameKey } from "../../catalog/ids.ts";
import type { Type } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { schemaOid } from "../values/cast.ts";
import { oid, row, type Row } from "../values/value.ts";
import type { Hints, SystemTable } from "./systemTable.ts";

const letters: Readonly<Record<Type["kind"], string>> = {
  base: "b",
  enum: "e",
  domain: "d",
  composite: "c",
  range: "r",
  multirange: "m",
  shell: "p",
};

/** pg_type and pg_enum. */
export const typeTables: readonly SystemTable[] = [
  { name: "pg_type", names: ["typname"], rows: types },
  {
    name: "pg_enum",
    names: [],
    rows: ({ edit }) =>
      [...edit.all("type")].flatMap(([, type]) =>
        type.kind !== "enum"
          ? []
          : type.values.map((label, index) =>
              row({ enumtypid: oid(type.id, type.name), enumlabel: label, enumsortorder: index + 1 }),
            ),
      ),
  },
];

function types(execution: Execution, hints: Hints): readonly Row[] {
  const { edit, server } = execution;
  const own = [...edit.all("type")].map(([, type]) => type);
  const rows = own.map((type) => typeRow(type.id, type.schema, type.name, letters[type.kind]));
  const arrays = own.map((type) => typeRow(`${type.id}[]`, type.schema, `_${type.name}`, "b"));
  const builtins = (hints.get("typname") ?? [])
    .filter((name) => builtinType(name, server) !== undefined)
    .map((name) => typeRow(`type:pg_catalog.${name}`, "pg_catalog", name, "b"));
  return [...rows, ...arrays, ...builtins, ...rowTypes(execution, hints)];
}

/** Tables, views and materialized views have row types; they are looked for by name only. */
function rowTypes({ edit }: Execution, hints: Hints): readonly Row[] {
  const schemas = [...edit.all("schema")].map(([name]) => name);
  return schemas.flatMap((schema) =>
    (hints.get("typname") ?? []).flatMap((name) => {
      const id = edit.get("relationName", nameKey({ schema, name }));
      const kind = id === undefined ? undefined : edit.get("relation", id)?.kind;
      const hasRows =
        kind !== undefined && !["index", "partitioned-index", "sequence", "composite-type"].includes(kind);
      return hasRows ? [typeRow(`type:row of ${id ?? ""}`, schema, name, "c")] : [];
    }),
  );
}

function typeRow(id: string, schema: string, name: string, letter: string): Row {
  return row({ oid: oid(id, name), typname: name, typnamespace: schemaOid(schema), typtype: letter });
}
