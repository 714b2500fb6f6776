import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { AppliedMigration, Ledger, LedgerEntry, Migration } from "./format.ts";
import { textOf } from "./ledgers.ts";
import { millisecondsOf } from "./utcTime.ts";

const table = "drizzle.__drizzle_migrations";
const schema = "CREATE SCHEMA IF NOT EXISTS drizzle";
const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
const whenOf = ({ version, ledgerKey }: LedgerEntry): string => ledgerKey ?? version;

/** Up to 0.x (pg-core/dialect.ts): a row for each migration, told apart by the journal's `when` alone. */
export const journalLedger: Ledger = {
  table,
  create: [
    schema,
    `CREATE TABLE IF NOT EXISTS ${table} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  ],
  select: `SELECT hash, created_at FROM ${table} ORDER BY created_at, id`,
  key: (version) => version,
  read: (row) => {
    const [hash, when] = [textOf(row, "hash"), textOf(row, "created_at")];
    return when === undefined
      ? undefined
      : { version: when, ...(hash === undefined ? {} : { checksum: hash }) };
  },
  cumulative: false,
  lockless: true,
  takesTwice: true,
  passesOver: (key, applied) => applied.some(({ version }) => isLater(version, key)),
  record: (entry) => [
    {
      text: `INSERT INTO ${table} (hash, created_at) VALUES ($1, $2)`,
      values: [hashOf(entry.bytes ?? new Uint8Array()), whenOf(entry)],
    },
  ],
  remove: (entry) => [{ text: `DELETE FROM ${table} WHERE created_at = $1`, values: [whenOf(entry)] }],
  checksum: hashOf,
};

function isLater(one: string, other: string): boolean {
  return /^\d+$/.test(one) && /^\d+$/.test(other) && BigInt(one) > BigInt(other);
}

/**
 * From 1.0 on (up-migrations/pg.ts): the folder's name is the key. A table that 0.x made is converted first, as Drizzle
 * does: its rows get the names of the folders with the same second.
 */
export function foldersLedger(migrations: readonly Migration[]): Ledger {
  const names = new Map<string, readonly string[]>();
  for (const { version } of migrations)
    names.set(secondOf(version), [...(names.get(secondOf(version)) ?? []), version]);
  return {
    table,
    create: [
      schema,
      convert(names),
      `CREATE TABLE IF NOT EXISTS ${table} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint, ` +
        "name text, applied_at timestamp with time zone DEFAULT now())",
    ],
    // Read as JSON, so that a table without the column can be read too.
    select: `SELECT pg_catalog.to_jsonb(m) ->> 'name' AS name, hash, created_at FROM ${table} m ORDER BY id`,
    key: (version) => version,
    read: (row) => readFolderRow(row, names),
    cumulative: false,
    lockless: true,
    takesTwice: true,
    record: (entry) => [
      {
        text: `INSERT INTO ${table} (hash, created_at, name) VALUES ($1, $2, $3)`,
        values: [hashOf(entry.bytes ?? new Uint8Array()), `${secondOf(entry.version)}000`, entry.version],
      },
    ],
    remove: (entry) => [{ text: `DELETE FROM ${table} WHERE name = $1`, values: [entry.version] }],
    checksum: hashOf,
  };
}

/** Seconds since 1970 of a folder's date and time. */
function secondOf(folder: string): string {
  const digits = folder.slice(0, 14);
  return /^\d{14}$/.test(digits) ? String(millisecondsOf(digits) / 1000) : "";
}

function readFolderRow(
  row: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, readonly string[]>,
): AppliedMigration | undefined {
  const [name, hash, when] = ["name", "hash", "created_at"].map((column) => textOf(row, column));
  const [only, more] = names.get((when ?? "").slice(0, -3)) ?? [];
  const version = name ?? (more === undefined ? only : undefined) ?? when;
  if (version === undefined) return undefined;
  return { version, ...(hash === undefined ? {} : { checksum: hash }) };
}

/** Does nothing where the table is new or converted; refuses where a row stands for no folder, as Drizzle does. */
function convert(names: ReadonlyMap<string, readonly string[]>): string {
  const known = [...names].flatMap(([second, [only, more]]) =>
    only === undefined || more !== undefined || second === "" ? [] : [`(${second}, ${quoted(only)})`],
  );
  const update =
    known.length === 0
      ? ""
      : `UPDATE ${table} m SET name = f.name, applied_at = NULL FROM (VALUES ${known.join(", ")}) AS f (second, name) ` +
        "WHERE m.created_at / 1000 = f.second;\n    ";
  return `DO $convert$
BEGIN
  IF pg_catalog.to_regclass('${table}') IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute
    WHERE attrelid = pg_catalog.to_regclass('${table}') AND attname = 'name' AND NOT attisdropped
  ) THEN
    ALTER TABLE ${table} ADD COLUMN name text, ADD COLUMN applied_at timestamp with time zone DEFAULT now();
    ${update}IF EXISTS (SELECT FROM ${table} WHERE name IS NULL) THEN
      RAISE EXCEPTION 'rows of ${table} stand for no one folder of this project; let Drizzle 1.0 convert them first';
    END IF;
  END IF;
END
$convert$`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
