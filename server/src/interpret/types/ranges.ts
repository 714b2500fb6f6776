import type { CreateRangeStmt, DefineStmt, Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { splitName } from "../names/lookup.ts";
import { createType, refuseTakenType, typeCreation, type NewType } from "./newType.ts";
import { typeOf } from "./lookup.ts";
import { nameKey, type TypeId } from "../../catalog/ids.ts";

/** CREATE TYPE … AS RANGE, with its multirange type (DefineRange). */
export function createRange(execution: Execution, statement: CreateRangeStmt): void {
  const name = typeCreation(execution, statement.typeName);
  const parameter = (wanted: string): Node | undefined => {
    for (const node of statement.params ?? [])
      if ("DefElem" in node && node.DefElem.defname === wanted) return node.DefElem.arg;
    return undefined;
  };
  const subtypeNode = parameter("subtype");
  if (subtypeNode === undefined || !("TypeName" in subtypeNode))
    return execution.fail("42601", 'type attribute "subtype" is required');
  const subtype = typeOf(execution, subtypeNode.TypeName);
  createType(execution, { ...name, kind: "range", subtype });
  const partner = createMultirange(execution, name, parameter("multirange_type_name"), subtype);
  createType(execution, { ...name, kind: "range", subtype, partner });
}

function createMultirange(
  execution: Execution,
  range: NewType,
  written: Node | undefined,
  subtype: TypeRef,
): TypeId {
  const names = written !== undefined && "TypeName" in written ? written.TypeName.names : undefined;
  const name = names === undefined ? multirangeName(range.name) : splitName(names).name;
  const schema = (names === undefined ? undefined : splitName(names).schema) ?? range.schema;
  refuseTakenType(execution, { schema, name });
  const id = execution.edit.fresh(`type:${schema}.${name}`);
  createType(execution, { schema, name, id, kind: "multirange", subtype, partner: range.id });
  return id;
}

/** `int_range` gives `int_multirange`; a name without `range` gets `_multirange` (makeMultirangeTypeName). */
function multirangeName(range: string): string {
  return range.includes("range") ? range.replace("range", "multirange") : `${range}_multirange`;
}

/** CREATE TYPE name; and CREATE TYPE name (INPUT = …): a shell, or a base type in its place (DefineType). */
export function createBaseType(execution: Execution, statement: DefineStmt): void {
  const { schema, name } = splitName(statement.defnames);
  const known = schema === undefined ? undefined : execution.edit.get("typeName", nameKey({ schema, name }));
  const made =
    known === undefined
      ? typeCreation(execution, statement.defnames)
      : { schema: schema ?? "", name, id: known };
  createType(execution, {
    ...made,
    kind: (statement.definition ?? []).length === 0 ? "shell" : "base",
  });
}
