import type { A_Expr, FuncCall, Node } from "@pgsql/types";
import { columnRefs, constantOf, nameOf, stringOf } from "./ast.ts";
import { readExpression } from "./expressionNode.ts";
import { ident, literal } from "./fragment.ts";
import type { Grammar } from "./grammar.ts";

export type ConstantText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** The text that an expression yields, where it is the same at every run: literals, `||` and format() of them. */
export function constantText(expression: string, grammar: Grammar): ConstantText {
  const node = readExpression(expression, grammar)?.node;
  const text = node === undefined ? undefined : evaluate(node);
  if (text !== undefined) return { ok: true, text };
  const names = node === undefined ? [] : columnRefs(node).map((column) => nameOf(column.fields).join("."));
  const from = [...new Set(names)].map((name) => `\`${name}\``).join(", ");
  return {
    ok: false,
    reason: from === "" ? "its text is computed at run time" : `its text is put together from ${from}`,
  };
}

function evaluate(node: Node): string | undefined {
  if ("A_Const" in node) {
    const value = constantOf(node);
    return value === undefined ? undefined : String(value);
  }
  if ("TypeCast" in node) {
    const type = nameOf(node.TypeCast.typeName?.names).at(-1);
    const { arg } = node.TypeCast;
    return (type === "text" || type === "varchar") && arg !== undefined ? evaluate(arg) : undefined;
  }
  if ("A_Expr" in node) return concatenate(node.A_Expr);
  if ("FuncCall" in node) return format(node.FuncCall);
  return undefined;
}

function concatenate({ name, lexpr, rexpr }: A_Expr): string | undefined {
  if (stringOf(name?.[0]) !== "||" || lexpr === undefined || rexpr === undefined) return undefined;
  const left = evaluate(lexpr);
  const right = evaluate(rexpr);
  return left === undefined || right === undefined ? undefined : left + right;
}

/** format() as far as `%s`, `%I`, `%L` and `%%` go, in order. */
function format({ funcname, args = [] }: FuncCall): string | undefined {
  if (nameOf(funcname).at(-1) !== "format") return undefined;
  const [pattern, ...values] = args.map(evaluate);
  if (pattern === undefined || values.includes(undefined)) return undefined;
  if (/%(?![sIL%])/.test(pattern.replaceAll("%%", ""))) return undefined;
  const directives = pattern.replaceAll("%%", "").match(/%[sIL]/g) ?? [];
  const unusable = directives.some((directive, index) => directive === "%I" && values[index] === "");
  if (unusable || directives.length > values.length) return undefined;
  let next = 0;
  return pattern.replaceAll(/%([sIL%])/g, (_, kind: string) => {
    if (kind === "%") return "%";
    const value = values[next++] ?? "";
    return kind === "s" ? value : (kind === "I" ? ident(value) : literal(value)).text;
  });
}
