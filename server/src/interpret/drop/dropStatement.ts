import type { DropStmt, Node, ObjectType } from "@pgsql/types";
import { dropCast } from "../types/casts.ts";
import type { Execution } from "../execution.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import type { DropTarget } from "./dropTarget.ts";
import { dropObjects } from "./drop.ts";
import { dropRelations } from "./dropRelations.ts";
import { otherTarget } from "./otherTargets.ts";
import { partTarget } from "./partTargets.ts";
import { refuseMembers } from "./refuseMembers.ts";
import { routineTarget } from "./routineTargets.ts";
import { typeTarget } from "./typeTargets.ts";
import { loseUnknown } from "../openWorld/losses.ts";

/** DROP of any kind of object (RemoveRelations for those with a lock of their own, RemoveObjects for the rest). */
export function dropStatement(execution: Execution, statement: DropStmt): void {
  const kind = statement.removeType ?? "OBJECT_TABLE";
  if (relationKinds.includes(kind)) {
    dropRelations(execution, statement);
    return;
  }
  if (kind === "OBJECT_CAST") {
    for (const object of statement.objects ?? []) dropCast(execution, object);
    return;
  }
  const targets = (statement.objects ?? []).flatMap(
    (object) => target(execution, kind, object, statement) ?? [],
  );
  refuseMembers(execution, targets);
  for (const each of targets) loseUnknown(execution, each, statement.behavior === "DROP_CASCADE");
  if (targets.length > 0) dropObjects(execution, targets, statement.behavior === "DROP_CASCADE");
}

const relationKinds: readonly ObjectType[] = [
  "OBJECT_TABLE",
  "OBJECT_VIEW",
  "OBJECT_MATVIEW",
  "OBJECT_SEQUENCE",
  "OBJECT_INDEX",
  "OBJECT_FOREIGN_TABLE",
];

/** The object that a name means; undefined where it is missing and may be. */
function target(
  execution: Execution,
  kind: ObjectType,
  object: Node,
  statement: DropStmt,
): DropTarget | undefined {
  const missingOk = statement.missing_ok === true;
  switch (kind) {
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
    case "OBJECT_AGGREGATE":
      return routineTarget(execution, object, kind, missingOk);
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return typeTarget(execution, object, kind, missingOk);
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
      return partTarget(execution, stringsOf(itemsOf(object)), kind, missingOk);
    default:
      return otherTarget(execution, kind, object, missingOk);
  }
}
