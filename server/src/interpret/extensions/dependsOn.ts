import type { AlterObjectDependsStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { requireRelation } from "../names/lookup.ts";
import { itemsOf } from "../nodes.ts";
import { commentOn } from "../objects/comment.ts";

/**
 * ALTER … [NO] DEPENDS ON EXTENSION: ACCESS EXCLUSIVE on an index or a materialized view, ACCESS SHARE on the table of
 * a trigger, nothing for a routine (ExecAlterObjectDependsStmt, get_object_address).
 */
export function alterDepends(execution: Execution, statement: AlterObjectDependsStmt): void {
  const { objectType, relation, object } = statement;
  if (objectType === "OBJECT_TRIGGER" && relation !== undefined && object !== undefined) {
    const { relname = "", schemaname } = relation;
    const names = [...(schemaname === undefined ? [] : [schemaname]), relname];
    const list = names.map((sval) => ({ String: { sval } }));
    commentOn(execution, objectType, { List: { items: [...list, ...itemsOf(object)] } });
  } else if (relation !== undefined) execution.lock(requireRelation(execution, relation), "ACCESS EXCLUSIVE");
}
