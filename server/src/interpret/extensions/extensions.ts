import { breaksObject } from "../breakage/objects.ts";
import type { AlterExtensionStmt, AlterObjectSchemaStmt, CreateExtensionStmt } from "@pgsql/types";
import type { OtherObject } from "../../catalog/collections.ts";
import { extensionMembers } from "../../catalog/builtins/extensions.ts";
import { isFunctionId, isTypeId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { isOptionOn } from "../indexes/definition.ts";
import { requireSchema } from "../names/lookup.ts";
import { stringOf } from "../nodes.ts";
import { otherKey, otherNamed } from "../objects/otherObjects.ts";
import { moveRoutine } from "../rename/routine.ts";
import { creationSchema } from "../names/searchPath.ts";
import { renameType } from "../types/newType.ts";
import { enterMembers, membersOf } from "./members.ts";
import { assumeSchema } from "../openWorld/schemas.ts";

/** CREATE EXTENSION, with its types and functions as far as they are known. */
export function createExtension(execution: Execution, statement: CreateExtensionStmt): void {
  const name = statement.extname ?? "";
  if (otherNamed(execution, "extension", name) !== undefined || name === "plpgsql") {
    if (statement.if_not_exists === true) return;
    execution.fail("42710", `extension "${name}" already exists`);
  }
  const schema = schemaOption(statement) ?? creationSchema(execution) ?? "public";
  if (!assumeSchema(execution, schema)) execution.fail("3F000", `schema "${schema}" does not exist`);
  create(execution, name, schema, isOptionOn(statement.options, "cascade"));
}

function create(execution: Execution, name: string, schema: string, cascade: boolean): void {
  const { assumesMissing } = execution.target;
  for (const member of extensionMembers(name, execution.server) ?? []) {
    if (member.kind !== "requires" || otherNamed(execution, "extension", member.name) !== undefined) continue;
    if (cascade) create(execution, member.name, schema, cascade);
    else if (assumesMissing !== true)
      execution.fail("42704", `required extension "${member.name}" is not installed`);
  }
  putSchema(execution, name, { kind: "extension", name, relations: [] }, schema);
  enterMembers(execution, name, schema);
}

function putSchema(execution: Execution, name: string, object: OtherObject, schema: string): void {
  const key = otherKey("extension", name);
  execution.edit.put({ collection: "other", key, value: { ...object, schema } });
}

/** ALTER EXTENSION: of its objects nothing is known. A history that began on another database may have made it. */
export function alterExtension(execution: Execution, { extname = "" }: { readonly extname?: string }): void {
  if (execution.target.assumesMissing !== true) requireExtension(execution, extname);
}

/** ALTER EXTENSION … UPDATE runs the extension's own scripts, which the server alone has. */
export function updateExtension(execution: Execution, { extname = "" }: AlterExtensionStmt): void {
  alterExtension(execution, { extname });
  execution.recorder.runsUnknown(`the update scripts of ${extname} are known to the server alone`);
}

/** ALTER EXTENSION … SET SCHEMA takes its objects along. */
export function moveExtension(execution: Execution, { object, newschema = "" }: AlterObjectSchemaStmt): void {
  const name = stringOf(object) ?? "";
  const found = otherNamed(execution, "extension", name);
  if (found === undefined) {
    alterExtension(execution, { extname: name });
    breaksExtension(execution, name, newschema);
    return;
  }
  requireSchema(execution, newschema);
  if (found.object.schema !== newschema) breaksExtension(execution, name, newschema);
  putSchema(execution, name, found.object, newschema);
  for (const id of membersOf(execution, name)) {
    const type = isTypeId(id) ? execution.edit.get("type", id) : undefined;
    if (type !== undefined) renameType(execution.edit, type, { schema: newschema, name: type.name });
    const routine = isFunctionId(id) ? execution.edit.get("function", id) : undefined;
    if (routine !== undefined) moveRoutine(execution, routine, { schema: newschema, name: routine.name });
  }
}

/** Code that names an extension's functions with their schema, or finds them by a search_path that has it. */
function breaksExtension(execution: Execution, name: string, to: string): void {
  breaksObject(execution, {
    code: "old-code-uses-object",
    object: `extension ${name}`,
    to: `in the schema ${to}`,
    assumed: true,
  });
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
