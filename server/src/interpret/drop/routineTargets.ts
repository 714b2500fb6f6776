import type { Node, ObjectType } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import type { Execution } from "../execution.ts";
import { sameTypes } from "../types/typeRefs.ts";
import { formatType } from "../types/formatType.ts";
import { isUnmodelled, requireSchema, routinesNamed, splitName } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { findType, typeOf } from "../types/lookup.ts";
import type { DropTarget } from "./dropTarget.ts";
import { assumeRoutine } from "../openWorld/routines.ts";
import { isOpenWorld } from "../openWorld/world.ts";

const words: Readonly<Partial<Record<ObjectType, string>>> = {
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_ROUTINE: "routine",
  OBJECT_AGGREGATE: "aggregate",
};

/** The routine that DROP FUNCTION and its kin name. */
export function routineTarget(
  execution: Execution,
  object: Node,
  kind: ObjectType,
  missingOk: boolean,
): DropTarget | undefined {
  const routine = routineOf(execution, object, kind, missingOk);
  return routine === undefined ? undefined : { kind: "function", routine };
}

/** The routine that a name with or without argument types means (LookupFuncWithArgs). */
export function routineOf(
  execution: Execution,
  object: Node,
  kind: ObjectType,
  missingOk: boolean,
): Routine | undefined {
  if (!("ObjectWithArgs" in object)) return execution.giveUp("a routine without a name");
  const { objname, objargs, args_unspecified } = object.ObjectWithArgs;
  const candidates = routinesNamed(execution, objname).filter((routine) => fits(routine, kind));
  const name = stringsOf(objname).join(".");
  const word = words[kind] ?? "function";
  if (args_unspecified === true) {
    if (!missingOk) requireSchemaOf(execution, objname);
    if (candidates.length > 1) return execution.fail("42725", `${word} name "${name}" is not unique`);
    const assumed = candidates[0] ?? assumeRoutine(execution, splitName(objname), kindOf(kind), []);
    if (assumed === undefined && !missingOk)
      return execution.fail("42883", `could not find a ${word} named "${name}"`);
    return assumed;
  }
  if (missingOk && !isOpenWorld(execution) && (objargs ?? []).some((arg) => isOfMissingType(execution, arg)))
    return undefined;
  const types = (objargs ?? []).flatMap((arg) =>
    "TypeName" in arg ? [typeOf(execution, arg.TypeName)] : [],
  );
  if (!missingOk) requireSchemaOf(execution, objname);
  const found =
    candidates.find((routine) => sameTypes(routine.arguments, types)) ??
    assumeRoutine(execution, splitName(objname), kindOf(kind), types);
  if (found === undefined && !missingOk) {
    const list = types.map((type) => formatType(execution, type)).join(", ");
    return execution.fail("42883", `${word} ${name}(${list}) does not exist`);
  }
  return found;
}

function kindOf(kind: ObjectType): Routine["kind"] {
  if (kind === "OBJECT_PROCEDURE") return "procedure";
  return kind === "OBJECT_AGGREGATE" ? "aggregate" : "function";
}

function isOfMissingType(execution: Execution, arg: Node): boolean {
  if (!("TypeName" in arg) || arg.TypeName.pct_type === true) return false;
  return findType(execution, stringsOf(arg.TypeName.names)) === undefined;
}

function requireSchemaOf(execution: Execution, names: readonly Node[] | undefined): void {
  const { schema } = splitName(names);
  if (schema !== undefined && !isUnmodelled(schema)) requireSchema(execution, schema);
}

function fits(routine: Routine, kind: ObjectType): boolean {
  if (kind === "OBJECT_FUNCTION") return routine.kind === "function" || routine.kind === "window";
  if (kind === "OBJECT_PROCEDURE") return routine.kind === "procedure";
  return kind === "OBJECT_ROUTINE" || routine.kind === "aggregate";
}
