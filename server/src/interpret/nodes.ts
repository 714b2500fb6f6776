import type { Node } from "@pgsql/types";

/*
 * Small readers of parse nodes. The parser leaves out fields that hold their zero value, so an absent number is 0
 * and an absent flag is false.
 */

/** The text of a String node, or of a string constant. */
export function stringOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("String" in node) return node.String.sval ?? "";
  if ("A_Const" in node && node.A_Const.sval !== undefined) return node.A_Const.sval.sval ?? "";
  return undefined;
}

/** The texts of a list of String nodes; other nodes are passed over. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => stringOf(node) ?? []);
}

/** The value of an Integer node or an integer constant, with its sign. */
export function integerOf(node: Node | undefined): number | undefined {
  if (node === undefined) return undefined;
  if ("Integer" in node) return node.Integer.ival ?? 0;
  if ("A_Const" in node && node.A_Const.ival !== undefined) return node.A_Const.ival.ival ?? 0;
  if ("A_Expr" in node && node.A_Expr.lexpr === undefined && stringOf(node.A_Expr.name?.[0]) === "-") {
    const value = integerOf(node.A_Expr.rexpr);
    return value === undefined ? undefined : -value;
  }
  return undefined;
}

/** Whether the fields of a column reference end in `*`. */
export function isStar(fields: readonly Node[] | undefined): boolean {
  const last = fields?.at(-1);
  return last !== undefined && "A_Star" in last;
}

/** The items of a List node, or the node itself as the only item. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return "List" in node ? (node.List.items ?? []) : [node];
}

/** Whether a node is the constant NULL, also behind casts and collations (DEFAULT NULL::text). */
export function isNullConstant(node: Node): boolean {
  if ("A_Const" in node) return node.A_Const.isnull === true;
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return isNullConstant(node.TypeCast.arg);
  return false;
}
