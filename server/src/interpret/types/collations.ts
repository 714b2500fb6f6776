import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "./domainOf.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "./formatType.ts";
import { builtinName } from "./typeRefs.ts";

const collatable: ReadonlySet<string> = new Set(["text", "varchar", "bpchar", "name"]);

/** Fails with 42804 where a built-in type has no collation; extensions bring types along that have one. */
export function requireCollatable(execution: Execution, type: TypeRef): void {
  const name = builtinName(baseType(execution, type));
  if (name === undefined || collatable.has(name)) return;
  execution.fail("42804", `collations are not supported by type ${formatType(execution, type)}`);
}
