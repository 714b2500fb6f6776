import { isOtherId, type ObjectId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { otherKey } from "../objects/otherObjects.ts";
import { describe, type DropTarget } from "./dropTarget.ts";

/** Fails with 2BP01 where a function, type or wrapper belongs to an extension, CASCADE or not (findDependentObjects). */
export function refuseMembers(execution: Execution, targets: readonly DropTarget[]): void {
  for (const dropped of targets) {
    const id = memberId(dropped);
    const owner = id === undefined ? undefined : extensionOf(execution, id);
    if (owner === undefined) continue;
    const words = describe(execution, dropped);
    execution.fail("2BP01", `cannot drop ${words} because extension ${owner} requires it`);
  }
}

/** Only routines in C, base types and wrappers can belong to one; what users write is not asked about. */
function memberId(dropped: DropTarget): ObjectId | undefined {
  if (dropped.kind === "other" && isOtherId(dropped.key))
    return dropped.object.kind === "foreign-data wrapper" ? dropped.key : undefined;
  if (dropped.kind === "function" && dropped.routine.language === "c") return dropped.routine.id;
  return dropped.kind === "type" && dropped.type.kind === "base" ? dropped.type.id : undefined;
}

function extensionOf({ edit }: Execution, id: ObjectId): string | undefined {
  for (const [, { kind, name }] of edit.all("other")) {
    if (kind !== "extension") continue;
    const members = dependentsOf(edit, otherKey("extension", name));
    if (members.some(({ object, strength }) => object === id && strength === "auto")) return name;
  }
  return undefined;
}
