import type { FuncCall } from "@pgsql/types";
import { constantsOnly, evaluate } from "../values/evaluate.ts";
import { asText, type Value } from "../values/value.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { assign } from "./set.ts";
import { refuseSetting } from "./settings.ts";

/** `set_config(…)` in a query does what SET does; `certain`: whether it is called at all depends on no row. */
export function setByCall(execution: Execution, call: FuncCall, certain: boolean): void {
  const { schema = "pg_catalog", name } = splitName(call.funcname);
  if (name !== "set_config" || schema !== "pg_catalog" || routinesNamed(execution, call.funcname).length > 0)
    return;
  const at = constantsOnly(execution);
  const values = (call.args ?? []).map((arg) => evaluate(at, arg));
  if (certain) setConfig(execution, values);
  else if (values[0] === "search_path") execution.partly("whether it sets the search_path depends on rows");
}

/**
 * Sets a setting as set_config does (guc_funcs.c, set_config_by_name): a NULL value is its default, and a NULL in place
 * of is_local means false. The value is text as the server keeps it, not a list of words as in SET.
 */
export function setConfig(execution: Execution, values: readonly Value[]): Value {
  const [name, value, local] = values;
  if (name === null) return execution.fail("22004", "SET requires parameter name");
  if (typeof name !== "string" || values.length !== 3) return undefined;
  const text = asText(value);
  const key = name.toLowerCase();
  if (text !== undefined) refuseSetting(execution, key, text ?? undefined);
  // In a body the value is asked for again where its variables are known.
  if (text === undefined && execution.insideBody) return undefined;
  if (text === undefined) assignUnknown(execution, key, local === true);
  else assign(execution, key, text ?? undefined, local === true);
  return value;
}

/** A limit is set, whatever it is; where names are looked up is then open. */
function assignUnknown(execution: Execution, name: string, local: boolean): void {
  if (name === "search_path") execution.partly("the search_path that it sets is computed at run time");
  else assign(execution, name, "computed at run time", local);
}
