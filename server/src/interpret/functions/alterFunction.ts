import type { AlterFunctionStmt, Node } from "@pgsql/types";
import type { Routine, Volatility } from "../../catalog/functions.ts";
import { routineOf } from "../drop/routineTargets.ts";
import type { Execution } from "../execution.ts";
import { optionText } from "./createFunction.ts";

/** ALTER FUNCTION, PROCEDURE and ROUTINE change how it runs; no relation is locked. */
export function alterFunction(execution: Execution, statement: AlterFunctionStmt): void {
  const object: Node = { ObjectWithArgs: statement.func ?? {} };
  const routine = routineOf(execution, object, statement.objtype ?? "OBJECT_FUNCTION", false);
  const volatility = (statement.actions ?? []).flatMap(volatilityIn)[0];
  if (routine === undefined || volatility === undefined) return;
  const changed: Routine = { ...routine, volatility };
  execution.edit.put({ collection: "function", key: routine.id, value: changed });
}

function volatilityIn(node: Node): Volatility[] {
  if (!("DefElem" in node) || node.DefElem.defname !== "volatility") return [];
  const written = optionText(node.DefElem);
  return written === "immutable" || written === "stable" || written === "volatile" ? [written] : [];
}
