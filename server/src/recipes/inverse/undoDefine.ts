import type { Node, ObjectType } from "@pgsql/types";

/** DROP for what a statement creates that the catalog does not have: operators, casts, text search … */
export function undoDefine(node: Node): Node | undefined {
  if ("CreateCastStmt" in node) {
    const { sourcetype, targettype } = node.CreateCastStmt;
    if (sourcetype === undefined || targettype === undefined) return undefined;
    return dropOf("OBJECT_CAST", { List: { items: [{ TypeName: sourcetype }, { TypeName: targettype }] } });
  }
  if (!("DefineStmt" in node)) return undefined;
  const { kind, defnames = [], definition = [] } = node.DefineStmt;
  if (kind === "OBJECT_OPERATOR") {
    const operands = ["leftarg", "rightarg"].flatMap((side) => {
      const found = definition.find((each) => "DefElem" in each && each.DefElem.defname === side);
      return found !== undefined && "DefElem" in found ? (found.DefElem.arg ?? []) : [];
    });
    // One with a single operand would need NONE for the other.
    return operands.length < 2
      ? undefined
      : dropOf(kind, { ObjectWithArgs: { objname: defnames, objargs: operands } });
  }
  return kind === undefined || !plain.includes(kind)
    ? undefined
    : dropOf(kind, { List: { items: defnames } });
}

const plain: readonly ObjectType[] = [
  "OBJECT_COLLATION",
  "OBJECT_TSCONFIGURATION",
  "OBJECT_TSDICTIONARY",
  "OBJECT_TSPARSER",
  "OBJECT_TSTEMPLATE",
];

function dropOf(removeType: ObjectType, object: Node): Node {
  return { DropStmt: { objects: [object], removeType, behavior: "DROP_RESTRICT" } };
}
