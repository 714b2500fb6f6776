import type { Catalog } from "../../catalog/catalog.ts";
import type { Expression } from "../../catalog/expression.ts";
import { isTable, type Index, type IndexColumn } from "../../catalog/relations.ts";
import { ident, join, qualified, Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { buildIndex, type IndexBuild } from "./buildIndex.ts";
import { expressionSql } from "./expressionSql.ts";

/** How the parts of an index are called where it is written down. */
export interface IndexNames {
  readonly name: string;
  readonly table: Sql;
  /** How the new index is called where it is named by itself. */
  readonly index: Sql;
  /** A column by its number. */
  column(number: number): string | undefined;
  expression(expression: Expression): Sql | undefined;
}

/** CREATE INDEX CONCURRENTLY for an index of the catalog; undefined where a part cannot be written down again. */
export function createIndexSql(index: Index, names: IndexNames): IndexBuild | undefined {
  const rest = indexDefinition(index, names);
  const create = `CREATE ${index.unique ? "UNIQUE " : ""}INDEX CONCURRENTLY`;
  return rest === undefined ? undefined : buildIndex(create, rest, names.index.text);
}

/** What follows CREATE INDEX, from the name on. */
export function indexDefinition(index: Index, names: IndexNames): string | undefined {
  const parts = index.columns.map((part) => partSql(part, names));
  const including = index.including.map((number) => columnSql(number, names));
  const predicate = index.predicate === undefined ? undefined : names.expression(index.predicate);
  const known = [...parts, ...including].every((part) => part !== undefined);
  if (!known || (index.predicate !== undefined && predicate === undefined)) return undefined;
  const options = Object.entries(index.options).map(([key, value]) => Sql.verbatim(`${key} = ${value}`));
  const list = (all: readonly (Sql | undefined)[]): string =>
    join(all.filter((part) => part !== undefined)).text;
  return [
    ident(names.name).text,
    ` ON ${names.table.text} USING ${ident(index.method).text} (${list(parts)})`,
    including.length === 0 ? "" : ` INCLUDE (${list(including)})`,
    index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "",
    options.length === 0 ? "" : ` WITH (${join(options).text})`,
    predicate === undefined ? "" : ` WHERE ${predicate.text}`,
  ].join("");
}

/** The same for an index as it stands, under its own names. */
export function indexAsItIs(index: Index, catalog: Catalog, grammar: Grammar): IndexBuild | undefined {
  const names = ownNames(index, catalog, grammar);
  return names === undefined ? undefined : createIndexSql(index, names);
}

/** The names of an index of a table in the catalog. */
export function ownNames(index: Index, catalog: Catalog, grammar: Grammar): IndexNames | undefined {
  const table = catalog.get("relation", index.table);
  if (!isTable(table)) return undefined;
  const schema = table.schema === "public" ? undefined : table.schema;
  return {
    name: index.name,
    table: qualified(schema, table.name),
    index: qualified(schema, index.name),
    column: (number) => table.columns.find((each) => each.number === number)?.name,
    expression: (expression) => expressionSql(expression, grammar),
  };
}

function partSql(part: IndexColumn, names: IndexNames): Sql | undefined {
  const isColumn = typeof part.on === "number";
  const expression = typeof part.on === "number" ? columnSql(part.on, names) : names.expression(part.on);
  if (expression === undefined) return undefined;
  const { collation, operatorClass, descending, nullsFirst } = part;
  const words = [
    isColumn ? expression.text : `(${expression.text})`,
    collation === undefined ? "" : ` COLLATE ${ident(collation).text}`,
    operatorClass === undefined ? "" : ` ${ident(...operatorClass.split(".")).text}`,
    descending ? " DESC" : "",
    nullsFirst === descending ? "" : ` NULLS ${nullsFirst ? "FIRST" : "LAST"}`,
  ];
  return Sql.verbatim(words.join(""));
}

function columnSql(number: number, names: IndexNames): Sql | undefined {
  const name = names.column(number);
  return name === undefined ? undefined : ident(name);
}
