import * as z from "zod";
import { dollarQuoted, ident, join, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";

/** An enum that gives its name to another one when the columns exchange theirs. */
export const typeExchange = z.object({
  schema: z.string().optional(),
  name: z.string(),
  /** What the new type is called before the exchange, and the old one after it. */
  fresh: z.string(),
  aside: z.string(),
  values: z.array(z.string()),
  oldValues: z.array(z.string()),
});

export type TypeExchange = z.infer<typeof typeExchange>;

/** What the old type is called while its column stands aside, in SQL. */
export function asideType({ schema, aside }: TypeExchange): string {
  return qualified(schema, aside).text;
}

/** What beside the columns is to be done for types that exchange their names; nothing where there are none. */
export function typeStatements(types: TypeExchange | undefined) {
  if (types === undefined)
    return { begin: [], undo: [], remark: "", swap: [], swapBack: [], finish: [], restore: [] };
  const { schema, name, fresh, aside, values, oldValues } = types;
  const made = (each: string): Sql => qualified(schema, each);
  const rename = (from: string, to: string): string =>
    sql`ALTER TYPE ${made(from)} RENAME TO ${ident(to)}`.text;
  return {
    begin: [createOnce(made(fresh), values)],
    undo: [sql`DROP TYPE IF EXISTS ${made(fresh)}`.text],
    remark: "-- lockkeeper-ignore renames-object: another type has the name from here on\n",
    swap: [rename(name, aside), rename(fresh, name)],
    swapBack: [rename(name, fresh), rename(aside, name)],
    finish: [
      `-- lockkeeper-ignore drops-object: no column has it, and the type that took its name stays\n${sql`DROP TYPE IF EXISTS ${made(aside)}`.text}`,
    ],
    restore: [createOnce(made(aside), oldValues)],
  };
}

export function createType({ schema, fresh, values }: TypeExchange): string {
  return enumSql(qualified(schema, fresh), values);
}

function enumSql(type: Sql, values: readonly string[]): string {
  return sql`CREATE TYPE ${type} AS ENUM (${join(values.map(literal))})`.text;
}

/** PostgreSQL has no CREATE TYPE IF NOT EXISTS. */
function createOnce(type: Sql, values: readonly string[]): string {
  const body = `
BEGIN
  IF pg_catalog.to_regtype(${literal(type.text).text}) IS NULL THEN
    ${enumSql(type, values)};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
