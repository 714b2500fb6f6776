import type { RenameStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { itemsOf } from "../nodes.ts";
import { renameRelation } from "../objects/objects.ts";
import { refuseTakenType, renameType, requireType } from "../types/newType.ts";

/** ALTER TYPE and ALTER DOMAIN … RENAME TO; a composite type's relation is locked and renamed with it. */
export function renameTypeStatement(execution: Execution, statement: RenameStmt): void {
  const needed = statement.renameType === "OBJECT_DOMAIN" ? "domain" : undefined;
  const type = requireType(execution, itemsOf(statement.object), needed);
  if (statement.renameType === "OBJECT_DOMAIN" && type.kind !== "domain")
    execution.fail("42809", `${type.name} is not a domain`);
  const to = { schema: type.schema, name: statement.newname ?? "" };
  refuseTakenType(execution, to);
  if (type.kind === "composite") {
    const relation = relationById(execution, type.relation);
    execution.lock(relation, "ACCESS EXCLUSIVE");
    renameRelation(execution.edit, relation, to);
  }
  renameType(execution.edit, type, to);
}
