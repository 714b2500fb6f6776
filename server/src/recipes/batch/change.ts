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
  /** `WITH …` before the statement. */
  readonly head: Sql | undefined;
  /** What follows FROM of an UPDATE, or USING of a DELETE. */
  readonly from: Sql | undefined;
  /** What stands in these two. */
  readonly joined: readonly Node[];
  /** What the statement has beside its table: `FROM`, `RETURNING` … */
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
  const first = wordAfter(statement, word === "FROM" ? "update" : "delete");
  const set = word === "FROM" ? wordAfter(statement, "set") : undefined;
  const from = joined === undefined ? undefined : wordAfter(statement, word.toLowerCase());
  const where = condition === undefined ? undefined : lastWhere(statement, from ?? set ?? first);
  const end = statement.text.length;
  const slice = (start: Token | undefined, ...ends: (Token | undefined)[]): Sql | undefined => {
    if (start === undefined) return undefined;
    const to = ends.find((each) => each !== undefined)?.span.start ?? end;
    return written(statement.text.slice(start.span.end, to).trim());
  };
  return {
    relation,
    alias: relation.alias?.aliasname ?? relation.relname ?? "",
    set: slice(set, from, where),
    where: slice(where),
    head: withClause === undefined ? undefined : written(statement.text.slice(0, first?.span.start).trim()),
    from: slice(from, where),
    joined: [...(joined ?? []), ...(withClause?.ctes ?? [])],
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
  const [found] = outside(statement, word);
  return found;
}

/** The one behind all that is joined, where an expression may end in no other. */
function lastWhere(statement: Statement, after: Token | undefined): Token | undefined {
  return outside(statement, "where").find(({ span }) => span.start > (after?.span.start ?? 0));
}

function outside(statement: Statement, word: string): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  let before = "";
  for (const token of tokensOf(statement)) {
    const text = token.text.toLowerCase();
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
    // IS DISTINCT FROM begins no list of tables.
    if (depth === 0 && token.kind === "keyword" && text === word && before !== "distinct") found.push(token);
    before = text;
  }
  return found;
}

/** Columns that some expressions read. */
export function columnsRead(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => columnRefs(node).map(({ fields }) => stringOf(fields?.at(-1)) ?? "*"));
}
