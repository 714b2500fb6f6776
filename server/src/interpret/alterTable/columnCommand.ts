import type { AlterTableCmd } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { isIndex, type Column, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { relationById, requireColumn } from "../names/lookup.ts";
import { replaceRelation } from "../objects/objects.ts";

/** The column that a subcommand names; 42703 where there is none, 0A000 for a system column. */
export function columnOf(execution: Execution, relation: Relation, command: AlterTableCmd): Column {
  const name = command.name ?? "";
  if (systemColumns.some((system) => system === name))
    execution.fail("0A000", `cannot alter system column "${name}"`);
  if (relation.kind === "sequence" || isIndex(relation))
    return execution.giveUp(`the columns of ${relation.name} are not part of the model`);
  return requireColumn(execution, relation, name);
}

/** Changes one column of a relation as it is now. */
export function updateColumn(
  execution: Execution,
  id: RelationId,
  number: number,
  change: (column: Column) => Column,
): void {
  const relation = relationById(execution, id);
  if (relation.kind === "sequence" || isIndex(relation)) return;
  const columns = relation.columns.map((column) => (column.number === number ? change(column) : column));
  replaceRelation(execution.edit, { ...relation, columns });
}
