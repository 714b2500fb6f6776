import type { Node, ObjectType } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { refineType } from "../openWorld/types.ts";
import { assumeTypeNamed, findType } from "../types/lookup.ts";
import type { TypeId } from "../../catalog/ids.ts";
import type { DropTarget } from "./dropTarget.ts";

/** The type or domain that DROP TYPE and DROP DOMAIN name. */
export function typeTarget(
  execution: Execution,
  object: Node,
  kind: ObjectType,
  missingOk: boolean,
): DropTarget | undefined {
  const names = "TypeName" in object ? stringsOf(object.TypeName.names) : stringsOf(itemsOf(object));
  const name = names.join(".");
  const assumed = (): { readonly id: TypeId } | undefined => {
    const id = assumeTypeNamed(execution, names);
    return id === undefined ? undefined : { id };
  };
  const found = findType(execution, names) ?? assumed();
  const known = found === undefined ? undefined : execution.edit.get("type", found.id);
  const type =
    known !== undefined && kind === "OBJECT_DOMAIN" ? refineType(execution, known, "domain") : known;
  if (type === undefined) {
    if (missingOk && found === undefined) return undefined;
    if (found !== undefined) return execution.giveUp(`the type ${name} cannot be dropped by itself`);
    return execution.fail("42704", `type "${name}" does not exist`);
  }
  if (kind === "OBJECT_DOMAIN" && type.kind !== "domain")
    execution.fail("42809", `"${name}" is not a domain`);
  const range =
    type.kind === "multirange" && type.partner !== undefined
      ? execution.edit.get("type", type.partner)
      : undefined;
  if (range !== undefined)
    execution.fail("2BP01", `cannot drop type ${name} because type ${range.name} requires it`);
  return { kind: "type", type };
}
