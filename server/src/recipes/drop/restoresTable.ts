import type { Statement } from "../../sql/statement.ts";
import { itemsOf, stringOf } from "../../interpret/nodes.ts";
import type { RecipeFacts } from "../recipe.ts";
import { entryOf } from "../support/subject.ts";
import { isTableFill } from "./fillsBack.ts";
import { dropTableOf, tableTarget } from "./targetTable.ts";

/** Whether a statement of the down is about a part of the dropped table, which comes back with that. */
export function restoresTable(candidate: Statement, facts: RecipeFacts): boolean {
  const { node } = candidate;
  const name = dropTableOf(facts.statement.statement);
  if (node === undefined || name === undefined) return false;
  if ("InsertStmt" in node) {
    const target = tableTarget(facts);
    return !("refused" in target) && isTableFill(candidate, target.table);
  }
  if ("IndexStmt" in node) return node.IndexStmt.relation?.relname === name;
  if ("AlterTableStmt" in node) return node.AlterTableStmt.relation?.relname === name;
  if ("CreateTrigStmt" in node) return node.CreateTrigStmt.relation?.relname === name;
  if ("CreatePolicyStmt" in node) return node.CreatePolicyStmt.table?.relname === name;
  if ("CommentStmt" in node) {
    const { object, objtype } = node.CommentStmt;
    const names = object === undefined ? [] : itemsOf(object).map(stringOf);
    return (
      (objtype === "OBJECT_TABLE" && names.at(-1) === name) ||
      (objtype === "OBJECT_COLUMN" && names.at(-2) === name)
    );
  }
  if (!("CreateSeqStmt" in node)) return false;
  const sequence = node.CreateSeqStmt.sequence?.relname;
  const gone = entryOf(facts)?.outcome.effects.destroys ?? [];
  return sequence !== undefined && gone.some((each) => each.name.endsWith(`.${sequence}`));
}
