import type { AppliedMigration, Ledger } from "./format.ts";

/** A column of a ledger's row as text; `pg` gives bigint columns as text already. Undefined for NULL. */
export function textOf(row: Readonly<Record<string, unknown>>, column: string): string | undefined {
  const value = row[column];
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return undefined;
  }
}

/** A row with a version, a name that may be missing, and a checksum in a column that each tool calls its own way. */
export function namedRow(
  row: Readonly<Record<string, unknown>>,
  checksumColumn: string,
): AppliedMigration | undefined {
  const [version, name, checksum] = ["version", "name", checksumColumn].map((column) => textOf(row, column));
  if (version === undefined) return undefined;
  return { version, name: name ?? "", ...(checksum === undefined ? {} : { checksum }) };
}

/** Reads a row of which nothing but the version matters, which stands in that column. */
export function versionIn(column: string): Ledger["read"] {
  return (row) => {
    const version = textOf(row, column);
    return version === undefined ? undefined : { version };
  };
}

/** A ledger with one row per applied migration, of which nothing but the version matters, as text; its tool takes no lock. */
export function versionLedger(table: string, create: string): Ledger {
  return {
    table,
    create: [create],
    select: `SELECT version FROM ${table} ORDER BY version`,
    key: (version) => version,
    read: versionIn("version"),
    cumulative: false,
    lockless: true,
    record: ({ version }) => [{ text: `INSERT INTO ${table} (version) VALUES ($1)`, values: [version] }],
    remove: ({ version }) => [{ text: `DELETE FROM ${table} WHERE version = $1`, values: [version] }],
  };
}
