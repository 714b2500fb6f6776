import { isTable, isView, type Index } from "../../catalog/relations.ts";
import { join, literal, type Sql } from "../../sql/fragment.ts";
import type { Spelling } from "./spelling.ts";

/** Columns of an index's table by their numbers. */
export function elementsSql(index: Index, numbers: readonly number[], spelling: Spelling): Sql {
  const table = spelling.catalog.get("relation", index.table);
  if (!isTable(table) && !isView(table)) return spelling.lacking("its table is not known");
  return join(numbers.map((number) => spelling.column(table, number)));
}

/** ` WITH (…)`, or nothing. */
export function optionsSql(options: Readonly<Record<string, string>>): string {
  const all = Object.entries(options);
  return all.length === 0 ? "" : ` WITH (${all.map(optionSql).join(", ")})`;
}

/** Values as strings are read for every option. */
export function optionSql([name, value]: readonly [string, string]): string {
  return /^[a-z0-9_.]+$/i.test(value) ? `${name} = ${value}` : `${name} = ${literal(value).text}`;
}
