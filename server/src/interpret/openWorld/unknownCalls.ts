import type { FuncCall } from "@pgsql/types";
import { isExtensionFunction } from "../../catalog/builtins/extensions.ts";
import type { Execution } from "../execution.ts";
import { isKnownFunction } from "../functions/requireFunction.ts";
import { splitName } from "../names/lookup.ts";
import { doubtEverything } from "./uncertainNames.ts";
import { isOpenWorld } from "./world.ts";

/** A function of which nothing is known may create, change and drop anything. Those of extensions compute something. */
export function doubtAfterCall(execution: Execution, call: FuncCall): void {
  if (!isOpenWorld(execution) || isKnownFunction(execution, call)) return;
  if (!isExtensionFunction(splitName(call.funcname).name)) doubtEverything(execution);
}
