import type { Node, SQLValueFunctionOp } from "@pgsql/types";
import { stringOf } from "../nodes.ts";

/** The name that a SELECT gives to an output column without AS (FigureColname, parse_target.c). */
export function outputName(node: Node): string {
  return guess(node)?.name ?? "?column?";
}

/** The name that an index gives to an expression column: as above, or undefined (FigureIndexColname). */
export function indexColumnName(node: Node): string | undefined {
  return guess(node)?.name;
}

interface Guess {
  readonly name: string;
  /** A weak name gives way to that of what surrounds it: a type name or `case`. */
  readonly strong: boolean;
}

function guess(node: Node): Guess | undefined {
  if ("ColumnRef" in node) return strong(lastString(node.ColumnRef.fields));
  if ("A_Indirection" in node)
    return strong(lastString(node.A_Indirection.indirection)) ?? guessOptional(node.A_Indirection.arg);
  if ("FuncCall" in node) return strong(lastString(node.FuncCall.funcname));
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? strong("nullif") : undefined;
  if ("TypeCast" in node) return guessCast(node.TypeCast.arg, lastString(node.TypeCast.typeName?.names));
  if ("CollateClause" in node) return guessOptional(node.CollateClause.arg);
  if ("SubLink" in node) return guessSublink(node);
  if ("CaseExpr" in node) return guessCast(node.CaseExpr.defresult, "case");
  if ("MinMaxExpr" in node) return strong(node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest");
  if ("SQLValueFunction" in node) return strong(valueFunction(node.SQLValueFunction.op));
  if ("XmlExpr" in node) return strong(node.XmlExpr.op?.replace("IS_", "").toLowerCase());
  return strong(fixedNames[Object.keys(node)[0] ?? ""]);
}

const fixedNames: Readonly<Record<string, string | undefined>> = {
  GroupingFunc: "grouping",
  MergeSupportFunc: "merge_action",
  A_ArrayExpr: "array",
  RowExpr: "row",
  CoalesceExpr: "coalesce",
  XmlSerialize: "xmlserialize",
  JsonParseExpr: "json",
  JsonScalarExpr: "json_scalar",
  JsonSerializeExpr: "json_serialize",
  JsonObjectConstructor: "json_object",
  JsonArrayConstructor: "json_array",
  JsonArrayQueryConstructor: "json_array",
  JsonObjectAgg: "json_objectagg",
  JsonArrayAgg: "json_arrayagg",
};

function guessOptional(node: Node | undefined): Guess | undefined {
  return node === undefined ? undefined : guess(node);
}

function guessCast(inner: Node | undefined, outer: string | undefined): Guess | undefined {
  const found = guessOptional(inner);
  if (found?.strong === true) return found;
  return outer === undefined ? found : { name: outer, strong: false };
}

function guessSublink(node: Extract<Node, { SubLink: unknown }>): Guess | undefined {
  const { subLinkType, subselect } = node.SubLink;
  if (subLinkType === "EXISTS_SUBLINK") return strong("exists");
  if (subLinkType === "ARRAY_SUBLINK") return strong("array");
  if (subLinkType !== "EXPR_SUBLINK" || subselect === undefined || !("SelectStmt" in subselect))
    return undefined;
  const target = subselect.SelectStmt.targetList?.[0];
  if (target === undefined || !("ResTarget" in target)) return undefined;
  const { name, val } = target.ResTarget;
  return strong(name ?? (val === undefined ? undefined : outputName(val)));
}

/** SVFOP_CURRENT_TIMESTAMP_N and the like are all called by the plain keyword. */
function valueFunction(op: SQLValueFunctionOp | undefined): string | undefined {
  return op?.replace("SVFOP_", "").replace(/_N$/u, "").toLowerCase();
}

function strong(name: string | undefined): Guess | undefined {
  return name === undefined ? undefined : { name, strong: true };
}

function lastString(nodes: readonly Node[] | undefined): string | undefined {
  return nodes?.map((node) => stringOf(node)).findLast((text) => text !== undefined);
}
