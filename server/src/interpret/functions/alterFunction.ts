import type { AlterFunctionStmt, Node } from "@pgsql/types";
import type { Routine, Volatility } from "../../catalog/functions.ts";
import { routineOf } from "../drop/routineTargets.ts";
import type { Execution } from "../execution.ts";
import { optionText } from "./createFunction.ts";
import { settingsAfter } from "./ownSettings.ts";

/** ALTER FUNCTION, PROCEDURE and ROUTINE change how it runs; no relation is locked. */
export function alterFunction(execution: Execution, statement: AlterFunctionStmt): void {
  const object: Node = { ObjectWithArgs: statement.func ?? {} };
  const routine = routineOf(execution, object, statement.objtype ?? "OBJECT_FUNCTION", false);
  const actions = statement.actions ?? [];
  if (routine === undefined) return;
  const volatility = actions.flatMap(volatilityIn)[0] ?? routine.volatility;
  const { inlined, settings: former, ...rest } = routine;
  // What has settings of its own, or runs as its owner, is not inlined.
  const isCalled = inlined === undefined || actions.some(isOwnSetting);
  const settings = settingsAfter(execution, former ?? {}, actions);
  const changed: Routine = {
    ...rest,
    volatility,
    ...(isCalled ? {} : { inlined }),
    ...(settings === undefined ? {} : { settings }),
  };
  execution.edit.put({ collection: "function", key: routine.id, value: changed });
}

function volatilityIn(node: Node): Volatility[] {
  if (!("DefElem" in node) || node.DefElem.defname !== "volatility") return [];
  const written = optionText(node.DefElem);
  return written === "immutable" || written === "stable" || written === "volatile" ? [written] : [];
}

function isOwnSetting(node: Node): boolean {
  if (!("DefElem" in node)) return false;
  const { defname, arg } = node.DefElem;
  if (defname === "security") return arg !== undefined && "Boolean" in arg && arg.Boolean.boolval === true;
  const isSet =
    arg !== undefined && "VariableSetStmt" in arg && !/RESET/u.test(arg.VariableSetStmt.kind ?? "");
  return defname === "set" && isSet;
}
