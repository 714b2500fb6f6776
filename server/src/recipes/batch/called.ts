import type { FuncCall, Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Routine } from "../../catalog/functions.ts";
import { stableFunctions, volatileFunctions } from "../../catalog/builtinVolatility.ts";
import { functionCalls, stringOf } from "../../sql/ast.ts";

/**
 * What a function that is asked again may give: the same; another moment; the same as long as the session's settings
 * are; or anything.
 */
type Constancy = "same" | "time" | "settings" | "any";

/** Functions of the user count unless they are said to be immutable. */
function constancyOf(call: FuncCall, catalog: Catalog): Constancy {
  const name = nameOfCall(call);
  if (isUsers(name, catalog)) return "any";
  if (time.has(name)) return "time";
  if (settings.has(name)) return "settings";
  return volatileFunctions.has(name) || stableFunctions.has(name) ? "any" : "same";
}

function nameOfCall({ funcname }: FuncCall): string {
  return stringOf(funcname?.at(-1)) ?? "";
}

/** Names of what is called that may give anything. */
export function unknownCalls(nodes: readonly Node[], catalog: Catalog): readonly string[] {
  const calls = nodes.flatMap((node) => functionCalls(node));
  return calls.filter((call) => constancyOf(call, catalog) === "any").map(nameOfCall);
}

function isUsers(name: string, catalog: Catalog): boolean {
  return routinesCalled(name, catalog).some(({ volatility }) => volatility !== "immutable");
}

function routinesCalled(name: string, catalog: Catalog): readonly Routine[] {
  return [...catalog.all("functionName")].flatMap(([key, ids]) =>
    key.endsWith(`\u0000${name}`) ? ids.flatMap((id) => catalog.get("function", id) ?? []) : [],
  );
}

const time = new Set(["now", "transaction_timestamp", "statement_timestamp", "clock_timestamp"]);

/** Stable for how they print or read values, which hangs on DateStyle, TimeZone and the like alone. */
const settings = new Set([
  ...["concat", "concat_ws", "format", "to_char", "to_date", "to_number", "make_timestamptz"],
  ...["to_json", "to_jsonb", "row_to_json", "array_to_json", "array_to_string", "json_agg", "jsonb_agg"],
  ...["json_build_array", "json_build_object", "jsonb_build_array", "jsonb_build_object"],
]);

/** Whether a call of which it is not known what it gives does no more than give it. */
export function onlyGives(name: string, catalog: Catalog): boolean {
  const users = routinesCalled(name, catalog);
  if (users.length === 0) return giving.has(name);
  return users.every(
    ({ language, body }) =>
      ["sql", "plpgsql"].includes(language) && body !== undefined && !looksElsewhere.test(body),
  );
}

const giving = new Set([
  ...["random", "random_normal", "gen_random_uuid", "gen_random_bytes", "gen_salt", "nextval"],
  ...["uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7"],
]);

const looksElsewhere =
  /\b(?:from|into|update|delete|merge|perform|execute|table|copy|call|truncate|lock|commit|notify|set_config|setval|raise)\b/i;
