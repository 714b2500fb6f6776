import type { Table } from "../../catalog/relations.ts";
import { atLeast } from "../../interpret/locks.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import { columnRefs, stringOf } from "../../sql/ast.ts";
import { quotedStart } from "../../timeline/words/quoted.ts";
import type { RecipeFacts } from "../recipe.ts";
import { readsOrWritesRows } from "../support/laterWork.ts";

/**
 * What the file copies elsewhere before it drops it goes on being written until it is dropped, and the copy would not
 * hold it. In words; undefined where nothing is copied.
 *
 * @param column undefined where all of the table is dropped
 * @param isFilledBack whether the down fills it again: then any work on its rows counts
 */
export function copiedBefore(
  table: Table,
  { section, statement }: RecipeFacts,
  column: string | undefined,
  isFilledBack: boolean,
): string | undefined {
  const before = section.statements.filter((each) => each.span.start < statement.span.start);
  const copy = before.find((each) => worksOn(each, table) && (isFilledBack || copies(each, table, column)));
  return copy === undefined
    ? undefined
    : `${quotedStart(copy.statement.text)} works on rows of ${table.name} in the same file, and what running versions write there until it is dropped would be in neither place. Let the application write to both first, and drop the old one in a migration of its own.`;
}

function worksOn({ statement, entries }: AnalysedStatement, { id }: Table): boolean {
  return (
    readsOrWritesRows.has(statement.kind) &&
    [...entries.values()].some(({ outcome }) =>
      outcome.effects.locks.some(({ relation }) => relation.id === id),
    )
  );
}

/** Whether a statement that reads the table keeps what it reads: in other columns, another table, or who knows where. */
function copies(each: AnalysedStatement, table: Table, column: string | undefined): boolean {
  const { kind } = each.statement;
  if (column !== undefined && !mayRead(each, table, column)) return false;
  if (["CreateTableAsStmt", "DoStmt", "CallStmt", "ExecuteStmt"].includes(kind)) return true;
  const keepsInPlace = column !== undefined && kind !== "DeleteStmt";
  return [...each.entries.values()].some(({ outcome }) =>
    outcome.effects.locks.some(
      ({ relation, mode }) => atLeast(mode, "ROW EXCLUSIVE") && (keepsInPlace || relation.id !== table.id),
    ),
  );
}

function mayRead(
  { statement: { node, kind, text } }: AnalysedStatement,
  table: Table,
  column: string,
): boolean {
  if (node === undefined || ["DoStmt", "CallStmt", "ExecuteStmt"].includes(kind))
    return text.includes(column);
  return columnRefs(node).some(({ fields = [] }) => {
    const name = stringOf(fields.at(-1));
    return name === undefined || name === column || (fields.length === 1 && name === table.name);
  });
}
