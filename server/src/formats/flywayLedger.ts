import { buf } from "crc-32";
import type { AppliedMigration, Ledger, LedgerEntry } from "./format.ts";
import type { Query } from "./query.ts";
import { flywayVersionKey } from "./flywayNames.ts";
import { textOf } from "./ledgers.ts";

const table = "flyway_schema_history";

/** Flyway's history table (PostgreSQLDatabase.java). An undo is a row of its own, not a deletion. */
export const flywayLedger: Ledger = {
  table,
  create: [
    `CREATE TABLE IF NOT EXISTS ${table} ("installed_rank" INT NOT NULL CONSTRAINT "${table}_pk" PRIMARY KEY, ` +
      '"version" VARCHAR(50), "description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, ' +
      '"script" VARCHAR(1000) NOT NULL, "checksum" INTEGER, "installed_by" VARCHAR(100) NOT NULL, ' +
      '"installed_on" TIMESTAMP NOT NULL DEFAULT now(), "execution_time" INTEGER NOT NULL, ' +
      '"success" BOOLEAN NOT NULL)',
    `CREATE INDEX IF NOT EXISTS "${table}_s_idx" ON ${table} ("success")`,
  ],
  select:
    "SELECT version, description, checksum, success FROM (SELECT DISTINCT ON (coalesce(version, description)) * " +
    `FROM ${table} WHERE type <> 'SCHEMA' ORDER BY coalesce(version, description), installed_rank DESC) AS latest ` +
    "WHERE type NOT LIKE 'UNDO%' AND type <> 'DELETE' ORDER BY installed_rank",
  key: flywayVersionKey,
  read,
  ownSession: true,
  cumulative: false,
  record: (entry) => [row(entry, "SQL", entry.path)],
  remove: (entry) => [row(entry, "UNDO_SQL", entry.path.replace(/(^|\/)V([^/]*)$/, "$1U$2"))],
  fail: (entry, { rolledBack }) => (rolledBack ? [] : [row(entry, "SQL", entry.path, false)]),
  discard: ({ version, name }) => [
    {
      text: `DELETE FROM ${table} WHERE NOT success AND coalesce(version, description) = $1`,
      values: [version.startsWith("R__") ? name.replaceAll("_", " ") : version],
    },
  ],
  accept: ({ version, name, bytes }) => [
    {
      text: `UPDATE ${table} SET checksum = $2 WHERE success AND coalesce(version, description) = $1`,
      values: [
        version.startsWith("R__") ? name.replaceAll("_", " ") : version,
        checksum(bytes ?? new Uint8Array()),
      ],
    },
  ],
  calls,
  wayOut: () =>
    `${calls()} See what of it is in the ` + "database and undo it, then `flyway repair` removes the row.",
  checksum: (bytes) => String(checksum(bytes)),
  advisoryLockKey: () => lockKey(`"public"."${table}"`),
};

function read(columns: Readonly<Record<string, unknown>>): AppliedMigration | undefined {
  const [version, description] = [textOf(columns, "version"), textOf(columns, "description") ?? ""];
  const checksumText = textOf(columns, "checksum");
  return {
    version: flywayVersionKey(version ?? `R__${description}`),
    name: description,
    dirty: columns["success"] === false,
    ...(checksumText === undefined ? {} : { checksum: checksumText }),
  };
}

function row(entry: LedgerEntry, type: "SQL" | "UNDO_SQL", script: string, success = true): Query {
  const repeatable = entry.version.startsWith("R__");
  const text =
    `INSERT INTO ${table} (installed_rank, version, description, type, script, checksum, installed_by, ` +
    `execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, $1::varchar, $2::varchar, $3::varchar, ` +
    `$4::varchar, $5::integer, current_user, $6::integer, $7::boolean FROM ${table}`;
  const values = [
    repeatable ? null : entry.version,
    entry.name.replaceAll("_", " "),
    type,
    script,
    type === "SQL" && entry.bytes !== undefined ? checksum(entry.bytes) : null,
    Math.round(entry.executionMs),
    success,
  ];
  return { text, values };
}

/** CRC-32 over the bytes of all lines without their ends and without a byte order mark, as a signed integer. */
function checksum(bytes: Uint8Array): number {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return buf(bytes.subarray(marked ? 3 : 0).filter((byte) => byte !== 10 && byte !== 13));
}

/** The letters of Flyway as a number plus Java's hash of the table's name (PostgreSQLAdvisoryLockTemplate.java). */
function lockKey(name: string): string {
  let hash = 0;
  for (let index = 0; index < name.length; index += 1) {
    hash = (Math.imul(hash, 31) + name.charCodeAt(index)) | 0;
  }
  return (0x466c79776179n + BigInt(hash)).toString();
}

function calls(): string {
  return "Flyway calls it failed (success = false) and goes no further.";
}
