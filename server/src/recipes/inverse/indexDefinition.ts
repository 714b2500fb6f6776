import type { Expression } from "../../catalog/expression.ts";
import { isTable, isView, type Index, type IndexColumn } from "../../catalog/relations.ts";
import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import { elementsSql, optionsSql } from "./indexElements.ts";
import type { Spelling } from "./spelling.ts";

/** CREATE INDEX for an index as it stands. */
export function indexDefinition(index: Index, concurrently: boolean, spelling: Spelling): Sql {
  const { catalog } = spelling;
  const table = catalog.get("relation", index.table);
  if (!isTable(table) && !isView(table)) return spelling.lacking("the migrations do not tell its table");
  // One that is no longer attached to its parent's index would be built apart.
  const only =
    index.kind === "partitioned-index" &&
    index.children.length === 0 &&
    isTable(table) &&
    table.children.length > 0;
  const parts = [
    `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${concurrently ? "CONCURRENTLY " : ""}${ident(index.name).text}`,
    ` ON ${only ? "ONLY " : ""}${spelling.relation(index.table).text}`,
    index.method === "btree" ? "" : ` USING ${ident(index.method).text}`,
    ` (${join(index.columns.map((part) => partSql(index, part, spelling))).text})`,
    index.including.length === 0 ? "" : ` INCLUDE (${elementsSql(index, index.including, spelling).text})`,
    index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "",
    optionsSql(index.options),
    index.predicate === undefined ? "" : ` WHERE ${spelling.expression(index.predicate).text}`,
  ];
  return Sql.verbatim(parts.join(""));
}

function partSql(index: Index, part: IndexColumn, spelling: Spelling): Sql {
  const { on, collation, operatorClass, descending, nullsFirst } = part;
  const what = typeof on === "number" ? elementsSql(index, [on], spelling) : expressionPart(on, spelling);
  const words = [
    what.text,
    collation === undefined ? "" : ` COLLATE ${ident(...collation.split(".")).text}`,
    operatorClass === undefined ? "" : ` ${ident(...operatorClass.split(".")).text}`,
    descending ? " DESC" : "",
    nullsFirst === descending ? "" : ` NULLS ${nullsFirst ? "FIRST" : "LAST"}`,
  ];
  return Sql.verbatim(words.join(""));
}

/** A call of a function needs no parentheses. */
function expressionPart(on: Expression, spelling: Spelling): Sql {
  const text = spelling.expression(on);
  return "FuncCall" in on.node ? text : sql`(${text})`;
}
