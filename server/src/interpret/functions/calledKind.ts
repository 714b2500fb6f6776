import type { FuncCall } from "@pgsql/types";
import { isBuiltinAggregate, isBuiltinSet } from "../../catalog/builtins/functions.ts";
import type { ServerVersion } from "../../catalog/serverVersion.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";

/** Whether a call is that of an aggregate, of the server's or the user's. A window function is none. */
export function isAggregate(execution: Execution, call: FuncCall): boolean {
  if (call.over !== undefined) return false;
  if (call.agg_star === true || call.agg_distinct === true || call.agg_filter !== undefined) return true;
  const own = routinesNamed(execution, call.funcname);
  return own.some(({ kind }) => kind === "aggregate") || isBuiltin(execution, call, isBuiltinAggregate);
}

/** Whether a call returns a set of rows. */
export function returnsSet(execution: Execution, call: FuncCall): boolean {
  const own = routinesNamed(execution, call.funcname);
  return own.some((routine) => routine.returnsSet) || isBuiltin(execution, call, isBuiltinSet);
}

function isBuiltin(
  { server }: Execution,
  { funcname }: FuncCall,
  is: (name: string, server: ServerVersion) => boolean,
): boolean {
  const { schema = "pg_catalog", name } = splitName(funcname);
  return schema === "pg_catalog" && is(name, server);
}
