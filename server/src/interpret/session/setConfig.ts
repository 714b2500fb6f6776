import { asText, type Value } from "../values/value.ts";
import type { Execution } from "../execution.ts";
import { assign } from "./set.ts";
import { refuseSetting } from "./settings.ts";

/** `set_config(…)` in a query does what SET does; `certain`: whether it is called at all depends on no row. */
export function setByCall(execution: Execution, values: readonly Value[], certain: boolean): Value {
  if (certain) return setConfig(execution, values);
  if (values[0] === "search_path") execution.partly("whether it sets the search_path depends on rows");
  return values[1];
}

/**
 * Sets a setting as set_config does (guc_funcs.c, set_config_by_name): a NULL value is its default, and a NULL in place
 * of is_local means false. The value is text as the server keeps it, not a list of words as in SET.
 */
function setConfig(execution: Execution, values: readonly Value[]): Value {
  const [name, value, local] = values;
  if (name === null) return execution.fail("22004", "SET requires parameter name");
  if (typeof name !== "string" || values.length !== 3) return undefined;
  const text = asText(value);
  const key = name.toLowerCase();
  if (text !== undefined) refuseSetting(execution, key, text ?? undefined);
  if (text === undefined) assignUnknown(execution, key, local === true);
  else assign(execution, key, text ?? undefined, local === true);
  return value;
}

/** A limit is set, whatever it is; where names are looked up is then open. */
function assignUnknown(execution: Execution, name: string, local: boolean): void {
  if (name === "search_path") execution.partly("the search_path that it sets is computed at run time");
  else assign(execution, name, "computed at run time", local);
}
