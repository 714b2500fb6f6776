import { extensionMembers, type ExtensionMember } from "../../catalog/builtins/extensions.ts";
import type { Routine, Volatility } from "../../catalog/functions.ts";
import { nameKey, type ObjectId, type TypeId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { sameTypes } from "../types/typeRefs.ts";
import type { Execution } from "../execution.ts";
import { enterRoutine, routineId, routinesAt } from "../functions/enterRoutine.ts";
import { addDependent, dependentsOf } from "../objects/objects.ts";
import { otherKey } from "../objects/otherObjects.ts";
import { createWrapper } from "../foreign/servers.ts";
import { builtin, findType } from "../types/lookup.ts";

/** The types of extensions that are not in PostgreSQL's distribution. Of others nothing is known but the name. */
const typesOf: Readonly<Record<string, readonly string[] | undefined>> = {
  vector: ["vector", "halfvec", "sparsevec"],
  postgis: ["geometry", "geography", "box2d", "box3d", "geometry_dump", "raster"],
  semver: ["semver", "semverrange"],
  "pg-semver": ["semver", "semverrange"],
};

/** The foreign-data wrappers of the extensions in PostgreSQL's distribution. */
const wrapperOf: Readonly<Record<string, string | undefined>> = {
  postgres_fdw: "postgres_fdw",
  file_fdw: "file_fdw",
  dblink: "dblink_fdw",
};

/** Enters the types and functions of an extension in a schema; they go with it. */
export function enterMembers(execution: Execution, extension: string, schema: string): void {
  const members = extensionMembers(extension, execution.server) ?? [];
  const belongs = (id: ObjectId): void => {
    const member = { object: id, columns: [], strength: "auto" } as const;
    addDependent(execution.edit, otherKey("extension", extension), member);
  };
  const types = members.flatMap(({ kind, name }) => (kind === "type" ? [name] : []));
  for (const name of typesOf[extension] ?? types) belongs(enterType(execution, schema, name));
  const wrapper = wrapperOf[extension];
  if (wrapper !== undefined) {
    createWrapper(execution, wrapper);
    belongs(otherKey("foreign-data wrapper", wrapper));
  }
  for (const member of members)
    if (member.kind === "function") belongs(enterFunction(execution, schema, member));
}

/** The objects that go with an extension. */
export function membersOf(execution: Execution, extension: string): readonly ObjectId[] {
  const entries = dependentsOf(execution.edit, otherKey("extension", extension));
  return entries.flatMap(({ object, strength }) => (strength === "auto" ? [object] : []));
}

function enterType(execution: Execution, schema: string, name: string): TypeId {
  const { edit } = execution;
  const key = nameKey({ schema, name });
  if (edit.get("typeName", key) !== undefined) execution.fail("42710", `type "${name}" already exists`);
  const id = edit.fresh(`type:${schema}.${name}`);
  edit.put({ collection: "typeName", key, value: id });
  edit.put({ collection: "type", key: id, value: { kind: "base", id, schema, name } });
  return id;
}

const volatilities: Readonly<Record<string, Volatility | undefined>> = { i: "immutable", s: "stable" };

function enterFunction(execution: Execution, schema: string, member: ExtensionMember): Routine["id"] {
  const { name, returns, traits } = member;
  const types = member.arguments.map((spelled) => typeSpelled(execution, schema, spelled));
  if (routinesAt(execution, schema, name).some((routine) => sameTypes(routine.arguments, types)))
    execution.fail("42723", `function "${name}" already exists with same argument types`);
  const isTrigger = returns === "trigger";
  const routine: Routine = {
    id: routineId(execution, schema, name, types),
    schema,
    name,
    kind: traits.charAt(1) === "a" ? "aggregate" : "function",
    arguments: types,
    argumentNames: types.map(() => ""),
    ...(isTrigger ? {} : { returns: typeSpelled(execution, schema, returns) }),
    returnsTrigger: isTrigger,
    language: "c",
    volatility: volatilities[traits.charAt(0)] ?? "volatile",
    returnsSet: traits.endsWith("s") && traits.length > 2,
  };
  enterRoutine(execution, routine, undefined);
  return routine.id;
}

/** Another extension's type may be in another schema. */
function typeSpelled(execution: Execution, schema: string, spelled: string): TypeRef {
  const [, own, name = "", array] = /^(\+?)([^[]*)(\[\])?$/u.exec(spelled) ?? [];
  const found = own === "" ? undefined : (findType(execution, [schema, name]) ?? findType(execution, [name]));
  const type = found === undefined ? builtin(name) : { id: found.id, modifiers: [] };
  return { ...type, array: array !== undefined };
}
