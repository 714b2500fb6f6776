import type { AlterOwnerStmt, ObjectType } from "@pgsql/types";
import { routineOf } from "../drop/routineTargets.ts";
import type { Execution } from "../execution.ts";
import { requireForeign } from "../foreign/names.ts";
import { relationById } from "../names/lookup.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import { requireType } from "../types/newType.ts";

/**
 * ALTER … OWNER TO of what is no table, view or sequence. Only a composite type is a relation too
 * (AlterTypeOwner_oid); nothing changes that the model keeps.
 */
export function alterOwner(execution: Execution, statement: AlterOwnerStmt): void {
  const { objectType: kind, object } = statement;
  if (object !== undefined && kind !== undefined && routines.includes(kind)) {
    routineOf(execution, object, kind, execution.target.assumesMissing === true);
    return;
  }
  if (kind === "OBJECT_FDW" || kind === "OBJECT_FOREIGN_SERVER") {
    const word = kind === "OBJECT_FDW" ? "foreign-data wrapper" : "server";
    requireForeign(execution, word, stringOf(object) ?? "");
    return;
  }
  if (statement.objectType !== "OBJECT_TYPE") return;
  const type = requireType(execution, itemsOf(statement.object));
  if (type.kind === "composite") execution.lock(relationById(execution, type.relation), "ACCESS EXCLUSIVE");
}

const routines: readonly ObjectType[] = ["OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE"];
