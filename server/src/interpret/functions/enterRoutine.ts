import type { Routine } from "../../catalog/functions.ts";
import { beginCallers } from "../../catalog/readers.ts";
import { nameKey, type ObjectId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { addDependent, removeDependent } from "../objects/objects.ts";
import { isBuiltin } from "../types/typeRefs.ts";

/** All routines of a name in a schema. */
export function routinesAt(execution: Execution, schema: string, name: string): readonly Routine[] {
  const ids = execution.edit.get("functionName", nameKey({ schema, name })) ?? [];
  return ids.flatMap((id) => execution.edit.get("function", id) ?? []);
}

/** A new id: the name with the types of the parameters. */
export function routineId(
  execution: Execution,
  schema: string,
  name: string,
  types: readonly TypeRef[],
): Routine["id"] {
  return execution.edit.fresh(`function:${signatureText(schema, name, types)}`);
}

/** A routine by its name and the types of its parameters. */
export function signatureText(schema: string, name: string, types: readonly TypeRef[]): string {
  return `${schema}.${name}(${types.map(text).join(",")})`;
}

/** Puts a routine into the catalog, in the place of an existing one where there is one. */
export function enterRoutine({ edit }: Execution, routine: Routine, existing: Routine | undefined): void {
  edit.put({ collection: "function", key: routine.id, value: routine });
  if (existing === undefined) {
    beginCallers(edit, routine);
    const key = nameKey(routine);
    edit.put({
      collection: "functionName",
      key,
      value: [...(edit.get("functionName", key) ?? []), routine.id],
    });
  } else
    for (const used of [...usedByRoutine(existing), ...(existing.reads ?? [])])
      removeDependent(edit, used, routine.id);
  for (const used of usedByRoutine(routine))
    addDependent(edit, used, { object: routine.id, columns: [], strength: "normal" });
}

/** The user's types in the signature, and what its body and the defaults of its parameters use. */
export function usedByRoutine({
  arguments: inputs,
  returns,
  columns = [],
  uses = [],
}: Routine): readonly ObjectId[] {
  const types = [...inputs, ...(returns === undefined ? [] : [returns]), ...columns.map(({ type }) => type)];
  const own = types.filter((type) => !isBuiltin(type)).map(({ id }) => id);
  return [...new Set([...own, ...uses])];
}

function text({ id, array }: TypeRef): string {
  return `${id.replace("type:", "")}${array ? "[]" : ""}`;
}
