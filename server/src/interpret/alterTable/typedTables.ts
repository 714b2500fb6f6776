import type { AlterTableCmd } from "@pgsql/types";
import { isTable, type CompositeRelation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { displayName, isAssumed } from "../../catalog/ids.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";

/**
 * The tables OF a composite type, locked: what ALTER TYPE does to an attribute is done to them too, by CASCADE alone
 * (ATTypedTableRecursion).
 */
export function typedTables(
  execution: Execution,
  relation: CompositeRelation,
  command: AlterTableCmd,
): readonly Table[] {
  const typed = dependentsOf(execution.edit, relation.type).flatMap(({ object }) => {
    const table = execution.edit.get("relation", object);
    return isTable(table) && table.ofType === relation.type ? [table] : [];
  });
  if (typed.length > 0 && command.behavior !== "DROP_CASCADE")
    execution.fail("2BP01", `cannot alter type "${relation.name}" because it is the type of a typed table`);
  const all = [...typed, ...unknownTables(execution, relation, command)];
  for (const table of all) execution.lock(table, "ACCESS EXCLUSIVE");
  return all;
}

/** Those of a type that no migration creates: no statement names them. */
function unknownTables(
  execution: Execution,
  relation: CompositeRelation,
  command: AlterTableCmd,
): readonly Table[] {
  if (!isAssumed(relation.id) || command.behavior !== "DROP_CASCADE") return [];
  return [unnamedTable(execution, `each table of type ${displayName(relation)}`)];
}
