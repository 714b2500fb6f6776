import type { Node } from "@pgsql/types";
import { isBuiltinFunction } from "../../catalog/builtins/functions.ts";
import { isExtensionType } from "../../catalog/builtins/extensions.ts";
import { isAssumedType } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { find } from "../walk.ts";
import { isOpenWorld } from "./world.ts";

/** Whether an expression calls a function of which nothing is known, so that it may be volatile. */
export function mayBeVolatile(execution: Execution, node: Node): boolean {
  if (!isOpenWorld(execution)) return false;
  const calls = find(node, (at) => ("FuncCall" in at ? at.FuncCall : undefined));
  const unknown = calls.find(({ funcname }) => {
    const { schema, name } = splitName(funcname);
    if (isBuiltinFunction(name, execution.server)) return false;
    return schema !== "pg_catalog" && routinesNamed(execution, funcname).length === 0;
  });
  if (unknown === undefined) return false;
  execution.assume({ kind: "volatile", about: `${splitName(unknown.funcname).name}()` });
  return true;
}

/** Whether a type of which only the name is known may be a domain with constraints, which each row is checked for. */
export function mayBeConstrained(execution: Execution, type: TypeRef): boolean {
  const known = isAssumedType(type.id) && !type.array ? execution.edit.get("type", type.id) : undefined;
  if (known === undefined || known.kind === "enum" || known.kind === "composite") return false;
  if (known.kind === "base" && isExtensionType(known.name)) return false;
  execution.assume({ kind: "domain", about: known.name });
  return true;
}
