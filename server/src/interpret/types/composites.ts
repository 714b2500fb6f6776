import type { CompositeTypeStmt } from "@pgsql/types";
import type { Column, CompositeRelation } from "../../catalog/relations.ts";
import { collationOf } from "../createTable/columnDefinition.ts";
import type { Execution } from "../execution.ts";
import { schemaForCreation } from "../names/lookup.ts";
import { createRelation, newRelationId } from "../objects/objects.ts";
import { createType, refuseTakenType } from "./newType.ts";
import { typeOf } from "./lookup.ts";

/** CREATE TYPE … AS (…): a type and the relation that holds its attributes (DefineCompositeType). */
export function createComposite(execution: Execution, statement: CompositeTypeStmt): void {
  const range = statement.typevar ?? {};
  const schema = schemaForCreation(execution, range);
  const name = { schema, name: range.relname ?? "" };
  refuseTakenType(execution, name);
  const columns: Column[] = [];
  for (const node of statement.coldeflist ?? []) {
    if (!("ColumnDef" in node) || node.ColumnDef.typeName === undefined) continue;
    const column = node.ColumnDef.colname ?? "";
    if (columns.some((each) => each.name === column))
      execution.fail("42701", `column "${column}" specified more than once`);
    columns.push({
      number: columns.length + 1,
      name: column,
      type: typeOf(execution, node.ColumnDef.typeName),
      ...collationOf(node.ColumnDef),
      notNull: false,
      local: true,
      inherited: 0,
    });
  }
  const type = execution.edit.fresh(`type:${schema}.${name.name}`);
  const relation: CompositeRelation = {
    ...name,
    kind: "composite-type",
    id: newRelationId(execution.edit, name),
    persistence: "permanent",
    options: {},
    type,
    columns,
    nextColumn: columns.length + 1,
  };
  createRelation(execution, relation);
  createType(execution, { ...name, id: type, kind: "composite", relation: relation.id });
}
