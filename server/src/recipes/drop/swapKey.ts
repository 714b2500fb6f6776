import type { Index, Table } from "../../catalog/relations.ts";
import { ident, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import { refuseInvalid } from "../support/buildIndex.ts";
import { takeOver } from "../support/indexSteps.ts";
import { hasKey, usingIndexSql, type Key } from "../support/keySql.ts";
import { tableSql } from "../support/partitions.ts";

/** One of two that keep duplicates out, of which one takes the place of the other. */
export interface SwappedKey {
  readonly table: Table;
  readonly key: Key;
  readonly index: Index;
  /** Otherwise a unique index by itself. */
  readonly isConstraint: boolean;
}

/** A name in the table's schema. */
export function besideTable({ schema }: Table, name: string): Sql {
  return qualified(schema === "public" ? undefined : schema, name);
}

/** One for the other, of which the index `by` is there. */
export function swapSql(from: SwappedKey, to: SwappedKey, by: string, first?: string): string {
  return takeOver(besideTable(to.table, by), swap(from, to, by), isThere(to), first);
}

function swap(from: SwappedKey, to: SwappedKey, by: string): string {
  const { table, key } = to;
  const on = tableSql(table).text;
  const drop = `DROP CONSTRAINT IF EXISTS ${ident(from.key.name).text}`;
  const add = `ADD CONSTRAINT ${ident(key.name).text} ${usingIndexSql(key, by)}`;
  if (from.isConstraint && to.isConstraint) return `ALTER TABLE ${on} ${drop},\n      ${add}`;
  const gone = from.isConstraint
    ? `ALTER TABLE ${on} ${drop}`
    : sql`DROP INDEX IF EXISTS ${besideTable(from.table, from.key.name)}`.text;
  if (to.isConstraint) return `${gone};\n    ALTER TABLE ${on} ${add}`;
  const index = besideTable(table, by);
  const rename = sql`ALTER INDEX ${index} RENAME TO ${ident(key.name)}`.text;
  // What becomes a constraint must be valid anyway; a name is given to any index.
  const check = refuseInvalid(index.text).replace(/^SELECT/, "PERFORM");
  return `${check};\n    ${gone};\n    ${rename}`;
}

/** A condition in SQL. */
function isThere({ table, key, index, isConstraint }: SwappedKey): string {
  if (isConstraint) return hasKey(tableSql(table), table.columns, key, index);
  const name = literal(besideTable(table, key.name).text).text;
  return `EXISTS (
    SELECT FROM pg_catalog.pg_index
    WHERE indexrelid = pg_catalog.to_regclass(${name}) AND indisunique
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
  )`;
}
