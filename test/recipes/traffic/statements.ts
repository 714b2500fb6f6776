import type { Statements } from "./version.ts";

/** How a version writes a row of a table. */
export interface Writing {
  readonly table: string;
  readonly key?: string;
  /** Columns with what they get, of `$2`. */
  readonly columns: Readonly<Record<string, string>>;
  /** What gives `$2` again. */
  readonly value: string;
  /** What an upsert meets on; the key unless told. */
  readonly meets?: string;
}

/** The statements of a version that writes one table and knows its key. */
export function writing({ table, key = "id", columns, value, meets = key }: Writing): Statements {
  const names = Object.keys(columns);
  const insert = `INSERT INTO ${table} (${[key, ...names].join(", ")}) VALUES (${["$1", ...Object.values(columns)].join(", ")})`;
  const excluded = names.map((name) => `${name} = excluded.${name}`).join(", ");
  const set = Object.entries(columns).map(([name, given]) => `${name} = ${given}`);
  return {
    insert,
    update: `UPDATE ${table} SET ${set.join(", ")} WHERE ${key} = $1`,
    upsert: `${insert} ON CONFLICT (${meets}) DO UPDATE SET ${excluded}`,
    remove: `DELETE FROM ${table} WHERE ${key} = $1`,
    rows: `SELECT ${key} AS key, ${value} AS value FROM ${table}`,
  };
}

/** Of a table that has no key for an upsert to meet on, so that it is written by update or insert. */
export function writingWithoutKey(given: Writing): Statements {
  const { update, insert, ...rest } = writing(given);
  const { table, key = "id", columns } = given;
  const values = ["$1", ...Object.values(columns)].join(", ");
  const other = `${insert.slice(0, insert.indexOf(" VALUES"))} SELECT ${values} WHERE NOT EXISTS (SELECT FROM changed)`;
  return {
    ...rest,
    update,
    insert,
    upsert: `WITH changed AS (${update} RETURNING ${table}.${key}) ${other}`,
  };
}
