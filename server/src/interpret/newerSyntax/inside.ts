import type { Node } from "@pgsql/types";
import { walk } from "../walk.ts";
import type { NewerWord } from "./word.ts";

/** What is newer than 14 in queries and expressions, wherever they stand in a statement. */
export function newerInside(statement: Node): readonly NewerWord[] {
  const found: NewerWord[] = [];
  walk(statement, (node) => {
    const word = newerNode(node);
    if (word !== undefined) found.push(word);
  });
  return found;
}

const unknownFunction = "42883";

/** Nodes that are newer as such. */
const kinds: Readonly<Record<string, NewerWord | undefined>> = {
  JsonIsPredicate: { since: 16, text: "JSON" },
  JsonObjectConstructor: { since: 16, text: ":" },
  JsonObjectAgg: { since: 16, text: ":" },
  JsonArrayConstructor: { since: 16, text: "json_array", sqlstate: unknownFunction },
  JsonArrayQueryConstructor: { since: 16, text: "SELECT" },
  JsonArrayAgg: { since: 16, text: "json_arrayagg", sqlstate: unknownFunction },
  JsonTable: { since: 17, text: "COLUMNS" },
  JsonParseExpr: { since: 17, text: "json", sqlstate: unknownFunction },
  JsonScalarExpr: { since: 17, text: "json_scalar", sqlstate: unknownFunction },
  JsonSerializeExpr: { since: 17, text: "json_serialize", sqlstate: unknownFunction },
};

function newerNode(node: Node): NewerWord | undefined {
  if ("RangeSubselect" in node)
    return node.RangeSubselect.alias === undefined ? { since: 16, text: ")" } : undefined;
  if ("CommonTableExpr" in node) {
    const query = node.CommonTableExpr.ctequery;
    return query !== undefined && "MergeStmt" in query
      ? { since: 17, text: "MERGE", sqlstate: "0A000" }
      : undefined;
  }
  if ("MergeWhenClause" in node)
    return node.MergeWhenClause.matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE"
      ? { since: 17, text: "BY" }
      : undefined;
  if ("ReturningClause" in node)
    return node.ReturningClause.options === undefined ? undefined : { since: 18, text: "WITH" };
  if ("JsonFuncExpr" in node) {
    const name = /^JSON_(EXISTS|QUERY|VALUE)_OP$/u.exec(node.JsonFuncExpr.op ?? "")?.[1] ?? "VALUE";
    return { since: 17, text: `json_${name.toLowerCase()}`, sqlstate: unknownFunction };
  }
  return kinds[Object.keys(node)[0] ?? ""];
}
