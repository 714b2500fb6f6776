import type { CreateExtensionStmt } from "@pgsql/types";
import { nameKey } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { stringOf } from "../nodes.ts";
import { creationSchema } from "../searchPath.ts";
import { otherKey, otherNamed, putOther } from "../otherObjects.ts";
import { addDependent } from "../objects.ts";

/** The types that the extensions in use bring along. Of others nothing is known but the name. */
const typesOf: Readonly<Record<string, readonly string[] | undefined>> = {
  citext: ["citext"],
  hstore: ["hstore"],
  ltree: ["ltree", "lquery", "ltxtquery"],
  cube: ["cube"],
  seg: ["seg"],
  isn: ["isbn", "isbn13", "issn", "issn13", "ismn", "ismn13", "ean13", "upc"],
  intarray: ["query_int"],
  vector: ["vector", "halfvec", "sparsevec"],
  postgis: ["geometry", "geography", "box2d", "box3d", "geometry_dump", "raster"],
  pg_trgm: ["gtrgm"],
  semver: ["semver", "semverrange"],
  "pg-semver": ["semver", "semverrange"],
  lo: ["lo"],
};

/** CREATE EXTENSION. */
export function createExtension(execution: Execution, statement: CreateExtensionStmt): void {
  const name = statement.extname ?? "";
  if (otherNamed(execution, "extension", name) !== undefined || name === "plpgsql") {
    if (statement.if_not_exists === true) return;
    execution.fail("42710", `extension "${name}" already exists`);
  }
  const schema = schemaOption(statement) ?? creationSchema(execution) ?? "public";
  if (execution.edit.get("schema", schema) === undefined)
    execution.fail("3F000", `schema "${schema}" does not exist`);
  putOther(execution, "extension", name);
  for (const type of typesOf[name] ?? []) enterType(execution, schema, type, name);
}

/** ALTER EXTENSION: of its objects nothing is known. A history that began on another database may have made it. */
export function alterExtension(execution: Execution, { extname = "" }: { readonly extname?: string }): void {
  if (execution.target.assumesMissing !== true) requireExtension(execution, extname);
}

/** Fails with 42704 where an extension is not there. */
export function requireExtension(execution: Execution, name: string): void {
  if (name !== "plpgsql" && otherNamed(execution, "extension", name) === undefined)
    execution.fail("42704", `extension "${name}" does not exist`);
}

function schemaOption(statement: CreateExtensionStmt): string | undefined {
  for (const node of statement.options ?? [])
    if ("DefElem" in node && node.DefElem.defname === "schema") return stringOf(node.DefElem.arg);
  return undefined;
}

function enterType({ edit }: Execution, schema: string, name: string, extension: string): void {
  const id = edit.fresh(`type:${schema}.${name}`);
  edit.put({ collection: "typeName", key: nameKey({ schema, name }), value: id });
  edit.put({ collection: "type", key: id, value: { kind: "base", id, schema, name } });
  addDependent(edit, otherKey("extension", extension), { object: id, columns: [], strength: "auto" });
}
