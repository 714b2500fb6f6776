import type { Catalog } from "../../catalog/catalog.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { ident, qualified, Sql } from "../../sql/fragment.ts";

/** Names that SQL itself has, or that would have to be quoted for no good reason. */
const spelled: Readonly<Record<string, string | undefined>> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  bool: "boolean",
  float4: "real",
  float8: "double precision",
  numeric: "numeric",
  varchar: "varchar",
  timestamp: "timestamp",
  time: "time",
  interval: "interval",
  bit: "bit",
};

/** A type as SQL; undefined where the model does not know it well enough to write it down again. */
export function typeSql(catalog: Catalog, type: TypeRef): Sql | undefined {
  const element = elementSql(catalog, type);
  if (element === undefined || type.fields !== undefined) return undefined;
  const modifiers = type.modifiers.length === 0 ? "" : `(${type.modifiers.join(",")})`;
  return Sql.verbatim(`${element.text}${modifiers}${type.array ? "[]" : ""}`);
}

function elementSql(catalog: Catalog, { id }: TypeRef): Sql | undefined {
  if (id.startsWith("type:pg_catalog.")) {
    const name = id.slice("type:pg_catalog.".length);
    const word = spelled[name];
    return word === undefined ? ident(name) : Sql.verbatim(word);
  }
  const type = catalog.get("type", id);
  if (type === undefined) return undefined;
  return qualified(type.schema === "public" ? undefined : type.schema, type.name);
}
