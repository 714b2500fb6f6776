import type { AppliedMigration } from "./format.ts";

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

/** The applied migration of a ledger whose rows hold a version and nothing else that matters. */
export function versionOnly(row: Readonly<Record<string, unknown>>): AppliedMigration | undefined {
  const version = textOf(row, "version");
  return version === undefined ? undefined : { version };
}
