import type { DeleteStmt, Node, RangeVar, UpdateStmt } from "@pgsql/types";
import { columnRefs, stringOf } from "../../sql/ast.ts";
import { Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import { tokensOf, type Token } from "../../sql/tokens.ts";

/** An UPDATE or DELETE of a table's rows, taken apart as it was written. */
export interface RowChange {
  readonly relation: RangeVar;
  /** By which name the statement calls the table. */
  readonly alias: string;
  /** What follows SET; undefined for a DELETE. */
  readonly set: Sql | undefined;
  /** What follows WHERE; undefined for all rows. */
  readonly where: Sql | undefined;
  /** The columns that are set, and the expressions that give their values. */
  readonly columns: readonly string[];
  readonly values: readonly Node[];
  readonly condition: Node | undefined;
  /** What the statement has beside these: `FROM`, `RETURNING` … */
  readonly others: readonly string[];
}

export function rowChangeOf(statement: Statement): RowChange | undefined {
  const { node } = statement;
  if (node === undefined) return undefined;
  if ("UpdateStmt" in node) return changeOf(statement, node.UpdateStmt, node.UpdateStmt.fromClause, "FROM");
  if ("DeleteStmt" in node) return changeOf(statement, node.DeleteStmt, node.DeleteStmt.usingClause, "USING");
  return undefined;
}

function changeOf(
  statement: Statement,
  change: UpdateStmt | DeleteStmt,
  joined: readonly Node[] | undefined,
  word: string,
): RowChange | undefined {
  const { relation, whereClause: condition, withClause, returningClause } = change;
  if (relation === undefined) return undefined;
  const targets = "targetList" in change ? (change.targetList ?? []) : [];
  const results = targets.flatMap((each) => ("ResTarget" in each ? [each.ResTarget] : []));
  const [set, where] = [wordAfter(statement, "set"), wordAfter(statement, "where")];
  const slice = (from: Token | undefined, to: Token | undefined): Sql | undefined =>
    from === undefined
      ? undefined
      : written(statement.text.slice(from.span.end, to?.span.start ?? statement.text.length).trim());
  return {
    relation,
    alias: relation.alias?.aliasname ?? relation.relname ?? "",
    set: word === "FROM" ? slice(set, where) : undefined,
    where: condition === undefined ? undefined : slice(where, undefined),
    columns: results.flatMap(({ name }) => name ?? []),
    values: results.flatMap(({ val }) => val ?? []),
    condition,
    others: [
      ...(joined === undefined ? [] : [word]),
      ...(withClause === undefined ? [] : ["WITH"]),
      ...(returningClause === undefined ? [] : ["RETURNING"]),
    ],
  };
}

/** The user's text, after which something may follow on the same line. */
function written(text: string): Sql {
  return Sql.verbatim(text.includes("--") ? `${text}\n` : text);
}

/** The first keyword of the statement that stands in no parentheses. */
function wordAfter(statement: Statement, word: string): Token | undefined {
  let depth = 0;
  for (const token of tokensOf(statement)) {
    if (token.text === "(" || token.text === "[") depth++;
    if (token.text === ")" || token.text === "]") depth--;
    if (depth === 0 && token.kind === "keyword" && token.text.toLowerCase() === word) return token;
  }
  return undefined;
}

/** Columns that some expressions read. */
export function columnsRead(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => columnRefs(node).map(({ fields }) => stringOf(fields?.at(-1)) ?? "*"));
}
