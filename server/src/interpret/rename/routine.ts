import type { Node, ObjectType, RenameStmt } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import { nameKey, type QualifiedName } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { routineOf } from "../drop/routineTargets.ts";
import { isOpenWorld } from "../openWorld/world.ts";
import { sameBase } from "../types/typeRefs.ts";
import { typeOf } from "../types/lookup.ts";

/** ALTER FUNCTION … RENAME TO: no relation is locked. An extension's function that is not known is left alone. */
export function renameRoutine(execution: Execution, statement: RenameStmt): void {
  const { object } = statement;
  if (object === undefined || !("ObjectWithArgs" in object)) return;
  const found = movedRoutine(execution, object, statement.renameType);
  if (found !== undefined && found.name === statement.newname)
    execution.fail("42723", `function ${statement.newname}() already exists in schema "${found.schema}"`);
  if (found !== undefined)
    moveRoutine(execution, found, { schema: found.schema, name: statement.newname ?? "" });
}

/** The routine that ALTER names; in an open world it exists unless the history has dropped it. */
export function movedRoutine(
  execution: Execution,
  object: Node | undefined,
  kind: ObjectType | undefined,
): Routine | undefined {
  if (object === undefined || !("ObjectWithArgs" in object)) return undefined;
  const found = findRoutine(execution, object.ObjectWithArgs);
  if (found !== undefined || !isOpenWorld(execution)) return found;
  return routineOf(execution, object, kind ?? "OBJECT_FUNCTION", false);
}

/** The routine of a name and, where they are given, argument types. */
export function findRoutine(
  execution: Execution,
  named: { objname?: Node[]; objargs?: Node[]; args_unspecified?: boolean },
): Routine | undefined {
  const routines = routinesNamed(execution, named.objname);
  if (named.args_unspecified === true) return routines.length === 1 ? routines[0] : undefined;
  const types = (named.objargs ?? []).flatMap((node) =>
    "TypeName" in node ? [typeOf(execution, node.TypeName)] : [],
  );
  return routines.find(
    (routine) =>
      routine.arguments.length === types.length &&
      routine.arguments.every((type, position) => {
        const other = types[position];
        return other !== undefined && sameBase(type, other);
      }),
  );
}

export function moveRoutine(execution: Execution, routine: Routine, to: QualifiedName): void {
  const { edit } = execution;
  const left = (edit.get("functionName", nameKey(routine)) ?? []).filter((id) => id !== routine.id);
  edit.put({
    collection: "functionName",
    key: nameKey(routine),
    value: left.length === 0 ? undefined : left,
  });
  const there = edit.get("functionName", nameKey(to)) ?? [];
  edit.put({ collection: "functionName", key: nameKey(to), value: [...there, routine.id] });
  edit.put({ collection: "function", key: routine.id, value: { ...routine, ...to } });
}
