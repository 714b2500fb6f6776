import type { RangeVar } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { dollarQuoted, Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import { tokensOf } from "../../sql/tokens.ts";
import type { RecipeFacts } from "../recipe.ts";

/** Statements of the down that fill a column, and no other, once it has come back: they wait until then. */
export function columnFills(table: Table, column: string, { undoing }: RecipeFacts): readonly Statement[] {
  return undoing.filter((each) => isColumnFill(each, table, column));
}

export function isColumnFill({ node }: Statement, table: Table, column: string): boolean {
  if (node === undefined || !("UpdateStmt" in node)) return false;
  const { relation, targetList = [], withClause } = node.UpdateStmt;
  return (
    withClause === undefined &&
    isNamed(relation, table) &&
    targetList.every((each) => "ResTarget" in each && each.ResTarget.name === column)
  );
}

/** Statements of the down that give a table rows again. */
export function tableFills(table: Table, { undoing }: RecipeFacts): readonly Statement[] {
  return undoing.filter((each) => isTableFill(each, table));
}

export function isTableFill(statement: Statement, table: Pick<Table, "name" | "schema">): boolean {
  const { node } = statement;
  if (node === undefined || !("InsertStmt" in node)) return false;
  const { relation, withClause } = node.InsertStmt;
  const isPlain = withClause === undefined && isNamed(relation, table);
  return isPlain && intoOther(statement, Sql.verbatim("")) !== undefined;
}

function isNamed(relation: RangeVar | undefined, { name, schema }: Pick<Table, "name" | "schema">): boolean {
  return relation?.relname === name && (relation.schemaname ?? schema) === schema;
}

/** As one statement, for the table by another name, which does nothing where that has rows. */
export function fillUnlessKept(table: Sql, fills: readonly Statement[]): readonly string[] {
  const into = fills.flatMap((each) => intoOther(each, table) ?? []);
  if (into.length === 0) return [];
  const inside = into.map((text) => `    ${text};`).join("\n");
  const body = `\nBEGIN\n  IF NOT EXISTS (SELECT FROM ${table.text}) THEN\n${inside}\n  END IF;\nEND\n`;
  return [`DO ${dollarQuoted(body).text}`];
}

/** The INSERT into another table; undefined where it names its own once more. */
function intoOther(statement: Statement, table: Sql): string | undefined {
  const { text } = statement;
  const tokens = tokensOf(statement);
  const at = tokens.findIndex((token) => token.text.toLowerCase() === "into");
  const last = tokens[at + 2]?.text === "." ? tokens[at + 3] : tokens[at + 1];
  const first = tokens[at + 1];
  if (at < 0 || first === undefined || last === undefined) return undefined;
  if (tokens.slice(tokens.indexOf(last) + 1).some((token) => token.text === last.text)) return undefined;
  return text.slice(0, first.span.start) + table.text + text.slice(last.span.end);
}
