import type { CreateEventTrigStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../lookup.ts";
import { stringsOf } from "../nodes.ts";
import { otherKey, otherNamed, putOther } from "../otherObjects.ts";
import { addDependent } from "../objects.ts";

/** CREATE EVENT TRIGGER: no relation is locked. */
export function createEventTrigger(execution: Execution, statement: CreateEventTrigStmt): void {
  const name = statement.trigname ?? "";
  if (otherNamed(execution, "event trigger", name) !== undefined)
    execution.fail("42710", `event trigger "${name}" already exists`);
  const called = routinesNamed(execution, statement.funcname).find(
    (routine) => routine.arguments.length === 0,
  );
  if (called === undefined)
    return execution.fail("42883", `function ${stringsOf(statement.funcname).join(".")}() does not exist`);
  putOther(execution, "event trigger", name);
  addDependent(execution.edit, called.id, {
    object: otherKey("event trigger", name),
    columns: [],
    strength: "normal",
  });
}
