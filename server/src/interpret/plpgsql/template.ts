import type { A_Expr, ColumnRef, FuncCall, Node, SelectStmt } from "@pgsql/types";
import type { InnerSql } from "../../sql/program.ts";
import { splitName } from "../names/lookup.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { quoteIdentifier, quoteLiteral } from "../values/format.ts";
import { asText } from "../values/value.ts";
import type { Frame } from "./frame.ts";
import type { Hole, Piece, Template } from "./templateText.ts";

/** The template of an expression; undefined where none of its text is known. */
export function templateOf(frame: Frame, sql: InnerSql | undefined): Template | undefined {
  const select = sql === undefined ? undefined : frame.query(sql);
  return select === undefined ? undefined : templatesOf(frame, select)[0]?.template;
}

/** Those of a query's columns, as they are in any of its rows, with the columns' names. */
export function templatesOf(
  frame: Frame,
  { targetList = [] }: SelectStmt,
): readonly { readonly name: string; readonly template: Template | undefined }[] {
  return targetList.flatMap((node) => {
    if (!("ResTarget" in node)) return [];
    const { name, val } = node.ResTarget;
    const pieces = val === undefined ? [] : piecesOf(frame, val);
    const isTold = pieces.some((piece) => typeof piece === "string" && /\w/u.test(piece));
    return [{ name: name ?? calledAfter(val), template: isTold ? pieces : undefined }];
  });
}

/** The name that a column gets which has no other (FigureColname). */
function calledAfter(node: Node | undefined): string {
  if (node === undefined) return "";
  if ("FuncCall" in node) return splitName(node.FuncCall.funcname).name;
  return "ColumnRef" in node ? (stringsOf(node.ColumnRef.fields).at(-1) ?? "") : "?column?";
}

function piecesOf(frame: Frame, node: Node): Template {
  const known = knownText(frame, node);
  if (known !== undefined) return [known];
  if ("A_Expr" in node && isConcatenation(node.A_Expr)) {
    const { lexpr, rexpr } = node.A_Expr;
    return [lexpr, rexpr].flatMap((side) => (side === undefined ? [] : piecesOf(frame, side)));
  }
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return piecesOf(frame, node.TypeCast.arg);
  if ("ColumnRef" in node) return ofVariable(frame, node.ColumnRef);
  return "FuncCall" in node ? ofCall(frame, node.FuncCall) : unknown;
}

const unknown: Template = [{ hole: "text" }];

function isConcatenation({ kind, name }: A_Expr): boolean {
  return kind === "AEXPR_OP" && stringOf(name?.at(-1)) === "||";
}

function ofVariable(frame: Frame, { fields }: ColumnRef): Template {
  return frame.templates.get(stringsOf(fields).join(".")) ?? unknown;
}

function knownText(frame: Frame, node: Node): string | undefined {
  if ("A_Const" in node)
    return (
      stringOf(node) ?? (node.A_Const.ival === undefined ? undefined : String(node.A_Const.ival.ival ?? 0))
    );
  if (!("ColumnRef" in node)) return undefined;
  const value = asText(frame.name(stringsOf(node.ColumnRef.fields)));
  return typeof value === "string" ? value : undefined;
}

function ofCall(frame: Frame, call: FuncCall): Template {
  const { name } = splitName(call.funcname);
  const args = call.args ?? [];
  const [first, ...rest] = args;
  if (first === undefined) return unknown;
  switch (name) {
    case "format":
      return ofFormat(frame, first, rest);
    case "quote_ident":
      return quoted(piecesOf(frame, first), "identifier");
    case "quote_literal":
    case "quote_nullable":
      return quoted(piecesOf(frame, first), "literal");
    case "concat":
      return args.flatMap((arg) => piecesOf(frame, arg));
    case "concat_ws":
      return rest.flatMap((arg, at) => [
        ...(at === 0 ? [] : piecesOf(frame, first)),
        ...piecesOf(frame, arg),
      ]);
    case "string_agg":
    case "array_agg":
    case "array_to_string":
    case "coalesce":
    case "lower":
    case "trim":
    case "btrim":
      return piecesOf(frame, first);
    default:
      return unknown;
  }
}

/** A name of which a part is known stays one. */
function quoted(pieces: Template, hole: Hole["hole"]): Template {
  const [only, second] = pieces;
  if (typeof only !== "string" || second !== undefined)
    return hole === "identifier" && pieces.some((piece) => typeof piece === "string") ? pieces : [{ hole }];
  return [(hole === "identifier" ? quoteIdentifier(only) : quoteLiteral(only)) ?? { hole }];
}

const directive = /%(?:(\d+)\$)?-?\d*([sIL%])/gu;
const holes = { s: "text", I: "identifier", L: "literal" } as const;

function ofFormat(frame: Frame, pattern: Node, values: readonly Node[]): Template {
  const text = "A_Const" in pattern ? stringOf(pattern) : knownText(frame, pattern);
  if (text === undefined) return unknown;
  const pieces: Piece[] = [];
  let next = 0;
  let end = 0;
  for (const match of text.matchAll(directive)) {
    const [whole, position, kind] = match;
    pieces.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (kind === "%") pieces.push("%");
    if (kind !== "s" && kind !== "I" && kind !== "L") continue;
    const at = position === undefined ? next : Number(position) - 1;
    next = at + 1;
    const value = values[at];
    const found = value === undefined ? unknown : piecesOf(frame, value);
    pieces.push(...(kind === "s" ? found : quoted(found, holes[kind])));
  }
  return [...pieces, text.slice(end)];
}
