import { soleTableCommand } from "../support/soleCommand.ts";
import { stringOf } from "../../interpret/nodes.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts } from "../recipe.ts";
import { indexesOn, mentions } from "../transition/obstacles.ts";
import { entryOf } from "../support/subject.ts";
import { isColumnFill } from "./fillsBack.ts";
import { columnTarget, type ColumnTarget } from "./targetColumn.ts";

/** Whether a statement of the down is about a part of the dropped column, which comes back with that. */
export function restores(candidate: Statement, facts: RecipeFacts): boolean {
  const target = columnTarget(facts);
  const { node } = candidate;
  if ("refused" in target || node === undefined) return false;
  if ("CreateStatsStmt" in node) return destroys(node.CreateStatsStmt.defnames?.map(stringOf).at(-1), facts);
  return isPartOf(candidate, target) || isColumnFill(candidate, target.table, target.column.name);
}

/** Whether a statement makes something that hangs on a column, or is an attribute of it. */
export function isPartOf(
  candidate: Statement,
  { catalog, table, column }: Pick<ColumnTarget, "catalog" | "table" | "column">,
): boolean {
  const { node } = candidate;
  if (node === undefined) return false;
  if ("IndexStmt" in node) {
    const { idxname, relation } = node.IndexStmt;
    const names = indexesOn(catalog, table, column.number).map(({ name }) => name);
    return relation?.relname === table.name && idxname !== undefined && names.includes(idxname);
  }
  const found = soleTableCommand(candidate);
  if (found === undefined || found.relation.relname !== table.name) return false;
  const { subtype = "", name, def } = found.command;
  if (subtype === "AT_AddConstraint" && def !== undefined && "Constraint" in def) {
    const { conname } = def.Constraint;
    const lost = table.constraints.filter((each) => mentions(each, column.number));
    return conname !== undefined && lost.some((each) => each.name === conname);
  }
  return name === column.name && ofColumn.includes(subtype);
}

/** Whether something of a name goes along with the original. */
function destroys(name: string | undefined, facts: RecipeFacts): boolean {
  const gone = entryOf(facts)?.outcome.effects.destroys ?? [];
  return name !== undefined && gone.some((each) => each.name === name || each.name.endsWith(`.${name}`));
}

const ofColumn = ["AT_SetNotNull", "AT_ColumnDefault", "AT_SetStatistics", "AT_SetStorage"];
