import type { CreateEnumStmt, Node } from "@pgsql/types";
import type { Statement } from "../../sql/statement.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import type { EnumShape } from "./shape.ts";

/**
 * Whether a statement of the down has a part in making the old enum again: it is about the column's type or default,
 * or about one of the types that take turns at the name.
 */
export function undoesEnum(candidate: Statement, shape: EnumShape, undoing: readonly Statement[]): boolean {
  const { retype, old } = shape;
  const sole = soleTableCommand(candidate);
  if (sole !== undefined) {
    const { subtype, name } = sole.command;
    const isOurs = subtype === "AT_AlterColumnType" || subtype === "AT_ColumnDefault";
    return isOurs && name === retype.from && sole.relation.relname === retype.relation.relname;
  }
  const names = new Set([old.name]);
  for (const { node } of undoing) for (const each of turns(node, old)) names.add(each);
  const types = typesNamed(candidate.node);
  return types.length > 0 && types.every((each) => names.has(each));
}

/** The names of types that a statement gives to another one beside the given name, or to one with the same values. */
function turns(node: Node | undefined, { name, values }: EnumShape["old"]): readonly string[] {
  const names = typesNamed(node);
  if (names.length === 2 && names.includes(name)) return names;
  if (node === undefined || !("CreateEnumStmt" in node)) return [];
  return String(valuesOf(node.CreateEnumStmt)) === String(values) ? names : [];
}

function valuesOf({ vals = [] }: CreateEnumStmt): readonly string[] {
  return vals.flatMap((each) => ("String" in each ? (each.String.sval ?? "") : []));
}

/** The types that a statement makes, drops or renames, by their last name. */
function typesNamed(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if ("CreateEnumStmt" in node) return lastOf(node.CreateEnumStmt.typeName);
  if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_TYPE") {
    const { object, newname = "" } = node.RenameStmt;
    return object !== undefined && "List" in object ? [...lastOf(object.List.items), newname] : [];
  }
  if (!("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_TYPE") return [];
  return (node.DropStmt.objects ?? []).flatMap((each) =>
    "TypeName" in each ? lastOf(each.TypeName.names) : [],
  );
}

function lastOf(names: readonly Node[] | undefined): readonly string[] {
  const last = names?.at(-1);
  return last !== undefined && "String" in last ? [last.String.sval ?? ""] : [];
}
