import type { Index, IndexColumn } from "../../catalog/relations.ts";
import { ident, join, sql, Sql, truncateName } from "../../sql/fragment.ts";
import type { Column } from "../../catalog/relations.ts";
import { indexesOn } from "./obstacles.ts";
import type { Carrier } from "./carrier.ts";

/** An index that takes the place of one on the old column. */
export interface CarriedIndex {
  readonly original: Index;
  /** Its name until the old one is gone. */
  readonly name: string;
  readonly create: string;
  readonly drop: string;
}

/** The indexes on the column, with the new one in its place; undefined where one cannot be written down. */
export function carriedIndexes(carrier: Carrier): readonly CarriedIndex[] | undefined {
  const { catalog, table, column } = carrier.target;
  const carried = indexesOn(catalog, table, column.number).map((index) => carry(index, carrier));
  const known = carried.filter((each) => each !== undefined);
  return known.length === carried.length ? known : undefined;
}

function carry(original: Index, carrier: Carrier): CarriedIndex | undefined {
  const name = truncateName(original.name, "_new");
  const parts = original.columns.map((each) => partSql(each, carrier));
  const known = parts.filter((part) => part !== undefined);
  const predicate = original.predicate === undefined ? undefined : carrier.expression(original.predicate);
  if (known.length < parts.length || (original.predicate !== undefined && predicate === undefined))
    return undefined;
  const including = original.including.map((number) => columnSql(number, carrier));
  const options = Object.entries(original.options).map(([key, value]) => Sql.verbatim(`${key} = ${value}`));
  const text = [
    `CREATE ${original.unique ? "UNIQUE " : ""}INDEX CONCURRENTLY IF NOT EXISTS ${ident(name).text}`,
    ` ON ${carrier.table.text} USING ${ident(original.method).text} (${join(known).text})`,
    including.length === 0 ? "" : ` INCLUDE (${join(including).text})`,
    original.nullsNotDistinct ? " NULLS NOT DISTINCT" : "",
    options.length === 0 ? "" : ` WITH (${join(options).text})`,
    predicate === undefined ? "" : ` WHERE ${predicate.text}`,
  ].join("");
  const drop = sql`DROP INDEX CONCURRENTLY IF EXISTS ${carrier.inSchema(name)}`.text;
  return { original, name, create: text, drop };
}

function partSql(part: IndexColumn, carrier: Carrier): Sql | undefined {
  const expression = typeof part.on === "number" ? columnSql(part.on, carrier) : carrier.expression(part.on);
  if (expression === undefined) return undefined;
  const { collation, operatorClass, descending, nullsFirst } = part;
  const words = [
    typeof part.on === "number" ? expression.text : `(${expression.text})`,
    collation === undefined ? "" : ` COLLATE ${ident(collation).text}`,
    operatorClass === undefined ? "" : ` ${ident(...operatorClass.split(".")).text}`,
    descending ? " DESC" : "",
    nullsFirst === descending ? "" : ` NULLS ${nullsFirst ? "FIRST" : "LAST"}`,
  ];
  return Sql.verbatim(words.join(""));
}

function columnSql(number: number, { target }: Carrier): Sql {
  const { table, column, to } = target;
  if (number === column.number) return ident(to);
  const found: Column | undefined = table.columns.find((each) => each.number === number);
  return ident(found?.name ?? "?");
}
