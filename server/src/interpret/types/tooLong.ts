import type { Column } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "./domainOf.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "./formatType.ts";
import { builtinName } from "./typeRefs.ts";

/** An assignment does not cut values off: rows that do not fit make the statement fail. */
export function refuseTooLong(execution: Execution, column: Column, type: TypeRef): void {
  const target = baseType(execution, type);
  const [length] = target.modifiers;
  if (length === undefined) return;
  const words = `${formatType(execution, target)}(${length})`;
  switch (builtinName(target)) {
    case "bit":
      execution.failIfViolated("22026", `bit string length of "${column.name}" does not match type ${words}`);
      return;
    case "varbit":
    case "varchar":
    case "bpchar":
      execution.failIfViolated("22001", `value of "${column.name}" too long for type ${words}`);
      return;
    case "numeric":
      execution.failIfViolated("22003", "numeric field overflow");
      return;
    default:
  }
}
