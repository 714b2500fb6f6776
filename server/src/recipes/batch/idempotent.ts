import type { A_Const, FuncCall, Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { columnRefs, stringOf } from "../../sql/ast.ts";

/**
 * Whether a column's new value comes to the same when it is computed again from itself, as `lower(login)` does: then it
 * does no harm that a batch which was stopped changes rows once more.
 */
export function comesToTheSame(
  { name: column, type }: { readonly name: string; readonly type?: TypeRef },
  value: Node,
  catalog: Catalog,
): boolean {
  if (isColumn(value, column)) return true;
  if ("CoalesceExpr" in value) return ofItself(value.CoalesceExpr.args, column);
  if ("MinMaxExpr" in value) return ofItself(value.MinMaxExpr.args, column);
  if ("A_Expr" in value) return isJsonb(type) && takesKeysAway(value, column);
  if (!("FuncCall" in value)) return false;
  const name = stringOf(value.FuncCall.funcname?.at(-1)) ?? "";
  if (isUsers(name, catalog) || !ofItself(value.FuncCall.args, column)) return false;
  return settling.has(name) || (name === "replace" && replacesOnce(value.FuncCall));
}

const settling = new Set([
  ...["lower", "upper", "initcap", "btrim", "ltrim", "rtrim"],
  ...["abs", "round", "trunc", "ceil", "ceiling", "floor"],
]);

function isJsonb(type: TypeRef | undefined): boolean {
  return type?.id === "type:pg_catalog.jsonb" && !type.array;
}

/** `column - 'a' - 'b'`: keys that are gone stay gone. */
function takesKeysAway(value: Node, column: string): boolean {
  if (isColumn(value, column)) return true;
  if (!("A_Expr" in value) || value.A_Expr.kind !== "AEXPR_OP" || stringOf(value.A_Expr.name?.[0]) !== "-")
    return false;
  const { lexpr, rexpr } = value.A_Expr;
  return lexpr !== undefined && textOf(rexpr) !== undefined && takesKeysAway(lexpr, column);
}

/** The column first, and nothing but constants behind it. */
function ofItself([first, ...others]: readonly Node[] = [], column: string): boolean {
  return first !== undefined && isColumn(first, column) && others.every((each) => "A_Const" in each);
}

function isColumn(node: Node, column: string): boolean {
  return "ColumnRef" in node && columnRefs(node).every(({ fields }) => stringOf(fields?.at(-1)) === column);
}

function isUsers(name: string, catalog: Catalog): boolean {
  for (const key of catalog.all("functionName").keys()) if (key.endsWith(`\u0000${name}`)) return true;
  return false;
}

/** Whether what is put in can never be part of what is looked for, together with what stands beside it. */
function replacesOnce({ args: [, from, to] = [] }: FuncCall): boolean {
  const [old, fresh] = [textOf(from), textOf(to)];
  if (old === undefined || fresh === undefined || old === "" || fresh === "") return false;
  const touches = Array.from({ length: Math.min(old.length, fresh.length) }, (_, at) => at + 1).some(
    (length) =>
      fresh.slice(-length) === old.slice(0, length) || fresh.slice(0, length) === old.slice(-length),
  );
  return !touches && !old.includes(fresh) && !fresh.includes(old);
}

function textOf(node: Node | undefined): string | undefined {
  const constant: A_Const | undefined = node !== undefined && "A_Const" in node ? node.A_Const : undefined;
  return constant?.sval?.sval;
}
