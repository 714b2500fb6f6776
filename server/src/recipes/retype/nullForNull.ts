import type { CaseExpr, Node } from "@pgsql/types";
import { nameOf, stringOf, walk } from "../../sql/ast.ts";

/** Functions of PostgreSQL's own that give NULL where their first argument is NULL. */
const strict = new Set([
  ...["abs", "ceil", "ceiling", "floor", "round", "trunc", "sign", "div", "mod", "power", "sqrt"],
  ...["lower", "upper", "initcap", "btrim", "ltrim", "rtrim", "replace", "split_part", "reverse", "repeat"],
  ...[
    "left",
    "right",
    "lpad",
    "rpad",
    "substr",
    "substring",
    "overlay",
    "translate",
    "length",
    "char_length",
  ],
  ...["regexp_replace", "regexp_match", "md5", "encode", "decode", "convert_from", "convert_to", "to_hex"],
  ...["string_to_array", "array_to_string", "to_timestamp", "host", "abbrev"],
]);
/** Those of which the second argument is the value. */
const ofSecond = new Set(["date_trunc", "date_part", "extract", "timezone"]);
const operators = new Set(["+", "-", "*", "/", "%", "=", "<>", "<", ">", "<=", ">="]);

/** Whether an expression is NULL wherever the column is; false where that is not known. */
export function isNullForNull(node: Node, column: string): boolean {
  const isNull = (each: Node | undefined): boolean => each !== undefined && isNullForNull(each, column);
  if ("ColumnRef" in node) return stringOf(node.ColumnRef.fields?.at(-1)) === column;
  if ("TypeCast" in node) return isNull(node.TypeCast.arg);
  if ("FuncCall" in node) {
    const { funcname = [], args = [] } = node.FuncCall;
    const [schema, name] =
      nameOf(funcname).length > 1 ? nameOf(funcname) : ["pg_catalog", ...nameOf(funcname)];
    if (schema !== "pg_catalog" || name === undefined) return false;
    return (strict.has(name) && isNull(args[0])) || (ofSecond.has(name) && isNull(args[1]));
  }
  if ("A_Const" in node) return node.A_Const.isnull === true;
  if ("CaseExpr" in node) return isNullCase(node.CaseExpr, isNull);
  if ("A_Expr" in node) {
    const { kind, name, lexpr, rexpr } = node.A_Expr;
    if (kind === "AEXPR_IN") return isNull(lexpr);
    return (
      kind === "AEXPR_OP" && operators.has(nameOf(name).at(-1) ?? "") && (isNull(lexpr) || isNull(rexpr))
    );
  }
  return false;
}

/** No WHEN is true of NULL, so it comes to ELSE, or to none. */
function isNullCase(
  { arg, args = [], defresult }: CaseExpr,
  isNull: (each: Node | undefined) => boolean,
): boolean {
  const isNever = (each: Node): boolean => "CaseWhen" in each && isNull(each.CaseWhen.expr);
  return (
    (arg === undefined ? args.every(isNever) : isNull(arg)) && (defresult === undefined || isNull(defresult))
  );
}

/** The names of the columns that an expression reads. */
export function columnsIn(node: Node): readonly string[] {
  const found: string[] = [];
  walk(node, (each) => {
    if ("ColumnRef" in each) found.push(stringOf(each.ColumnRef.fields?.at(-1)) ?? "*");
    return undefined;
  });
  return found;
}
