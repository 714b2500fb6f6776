import type { CopyStmt, Node } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { conditionOver } from "../expressions/columns.ts";
import { requireColumn } from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";

/**
 * The columns that COPY names, by number; none for all. Generated columns are refused wherever they are named: in WHERE
 * (DoCopy), in the list (CopyGetAttnums) and in FORCE_QUOTE, FORCE_NOT_NULL and FORCE_NULL.
 */
export function copiedColumns(execution: Execution, table: Table, statement: CopyStmt): readonly number[] {
  if (statement.whereClause !== undefined) refuseGeneratedIn(execution, table, statement.whereClause);
  const listed = numbered(execution, table, stringsOf(statement.attlist));
  for (const node of statement.options ?? [])
    if ("DefElem" in node && forced.includes(node.DefElem.defname ?? "")) {
      const { defname = "", arg } = node.DefElem;
      for (const number of numbered(execution, table, stringsOf(itemsOf(arg))))
        if (listed.length > 0 && !listed.includes(number)) refuseUnlisted(execution, table, number, defname);
    }
  return listed;
}

const forced: readonly string[] = ["force_quote", "force_not_null", "force_null"];

function numbered(execution: Execution, table: Table, names: readonly string[]): readonly number[] {
  const numbers: number[] = [];
  for (const name of names) {
    const { number, generated } = requireColumn(execution, table, name);
    if (generated !== undefined) execution.fail("42P10", `column "${name}" is a generated column`);
    if (numbers.includes(number)) execution.fail("42701", `column "${name}" specified more than once`);
    numbers.push(number);
  }
  return numbers;
}

function refuseGeneratedIn(execution: Execution, table: Table, where: Node): void {
  const { columns: read } = conditionOver(execution, where, table, "WHERE");
  if (table.columns.some(({ number, generated }) => generated !== undefined && read.includes(number)))
    execution.fail("42P10", "generated columns are not supported in COPY FROM WHERE conditions");
}

function refuseUnlisted(execution: Execution, table: Table, number: number, option: string): never {
  const name = table.columns.find((column) => column.number === number)?.name ?? "";
  return execution.fail("42P10", `${option.toUpperCase()} column "${name}" not referenced by COPY`);
}
