import { sha384 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { buf } from "crc-32";
import {
  type DraftFile,
  type FileTree,
  type FormatProblem,
  type Ledger,
  type LedgerEntry,
  type LedgerSettings,
  type Project,
} from "./format.ts";
import type { Query } from "./query.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps, type NumberedDraft } from "./drafts.ts";
import { textOf } from "./ledgers.ts";
import { linesOf } from "./lines.ts";
import { problemAt } from "./markers.ts";
import { downFile, pairDrafts, readPairs, type PairFile } from "./pairs.ts";
import { topLevelSql } from "./paths.ts";
import { sqlxSettings } from "./sqlxSettings.ts";
import { firstLine } from "./sections.ts";
import { byNumber, canonicalNumber, duplicateVersions } from "./versions.ts";

const fileName = /^(\d+)_(.*?)(?:\.(up|down))?\.sql$/;
/** The file must start with these very bytes (sqlx-core, migrate/source.rs). */
const directive = "-- no-transaction";
/** The directive in a line where sqlx does not look for it. */
const looseDirective = /^[\s\uFEFF]*(--[ \t]*no[- ]transaction)\b/i;
/** Where a project says which crates it uses, as a member of a workspace too. */
const manifests = ["../Cargo.toml", "../../Cargo.toml"];
const crate = /^\s*(?:"?sqlx"?\s*(?:=|\.)|\[[^\]\n]*dependencies\."?sqlx"?\])/m;
/** What `sqlx migrate add` writes into a new file. */
const template = /^-- Add (?:up |down )?migration script here/;

/**
 * sqlx (https://github.com/launchbadge/sqlx, sqlx-core/src/migrate): single files or pairs, by number. A file is
 * sent as one simple query; in a transaction with its ledger row unless it starts with `-- no-transaction`.
 */
export const sqlx = defineFormat({
  id: "sqlx",
  label: "sqlx",
  /** A `.sqlx` folder holds the queries that sqlx checked at compile time. */
  signs: ["sqlx.toml", "sqlx-data.json", ".sqlx/"],
  documentation: "https://docs.rs/sqlx/latest/sqlx/macro.migrate.html",
  // VersionMismatch and VersionMissing (sqlx-core/src/migrate/migrator.rs).
  refuses: ["changed", "missing"],
  hasDown: true,
  // fs::read_to_string, which keeps it (sqlx-core, migrate/source.rs).
  byteOrderMark: "sent",
  canAutocommit: true,
  detect,
  read,
  ledger: ledger(),
  ledgerFor: ({ ledgerSettings }) => ledger(ledgerSettings),
  watches: ["sqlx.toml", "Cargo.toml"],
  // A migration in a single file is one that sqlx does not revert.
  downPlace: (migration, autocommit) => downFile(migration, autocommit ? `${directive}\n` : ""),
  write: (drafts, project, now, after) => {
    const pairs = usesPairs(project);
    return numberDrafts(drafts, project, now, after, timestamps).flatMap((numbered) =>
      draftFiles(numbered, pairs),
    );
  },
});

/**
 * Its file names say nothing: they are golang-migrate's or anybody's. What the files say decides, then what a Rust project
 * says of its crates: pairs are its own there, single files unless they have another tool's marks.
 */
function detect(tree: FileTree): number {
  const files = topLevelSql(tree).filter((path) => fileName.test(path));
  if (files.length === 0) return 0;
  const sure = files.some((path) => {
    const text = tree.text(path) ?? "";
    return text.startsWith(directive) || template.test(text);
  });
  if (sure) return 0.9;
  const pairs = files.some((path) => path.endsWith(".up.sql"));
  if (manifests.some((path) => crate.test(tree.outside?.(path) ?? ""))) return pairs ? 0.86 : 0.5;
  return pairs ? 0.3 : 0.02;
}

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const paths = topLevelSql(tree).filter((path) => path.includes("_"));
  const files = paths.map((path) => pairFile(tree, path)).filter((file) => file !== undefined);
  const migrations = readPairs(tree, files, canonicalNumber, byNumber, problems);
  problems.push(...duplicateVersions(migrations, canonicalNumber));
  problems.push(...paths.filter((path) => !fileName.test(path)).map(badName));
  problems.push(...files.flatMap((file) => lateDirective(tree, file.path)));
  const ledgerSettings = sqlxSettings(tree);
  const settings = ledgerSettings === undefined ? {} : { ledgerSettings };
  return { format: "sqlx", migrations, problems, ...settings };
}

function pairFile(tree: FileTree, path: string): PairFile | undefined {
  const match = fileName.exec(path);
  if (match === null) return undefined;
  const [, version = "", name = "", direction] = match;
  const text = tree.text(path) ?? "";
  const bare = text.startsWith(directive);
  return {
    path,
    version,
    name,
    direction: direction === "down" ? "down" : "up",
    transaction: bare ? "implicit" : "single",
    bodyStart: bare ? firstLine(text).end : 0,
  };
}

function badName(path: string): FormatProblem {
  const message = `sqlx refuses this project: what stands before the first \`_\` in ${path} is not a number.`;
  return problemAt(path, { start: 0, end: 0 }, "bad-file-name", message, "project");
}

/** The directive anywhere but at the very start is a comment like any other. */
function lateDirective(tree: FileTree, path: string): readonly FormatProblem[] {
  const text = tree.text(path) ?? "";
  if (text.startsWith(directive)) return [];
  const line = linesOf(text).find((each) => looseDirective.test(each.text));
  if (line === undefined) return [];
  const [whole = "", own = ""] = looseDirective.exec(line.text) ?? [];
  const end = line.start + whole.length;
  const span = { start: end - own.length, end };
  const message =
    "sqlx does not see this directive: the file must start with `-- no-transaction`, to the character.";
  return [problemAt(path, span, "bad-directive", message)];
}

/** An empty project gets pairs, since a migration that can be undone is the better default. */
function usesPairs(project: Project): boolean {
  const paths = project.migrations.flatMap((migration) => migration.paths);
  return paths.length === 0 || paths.some((path) => path.endsWith(".up.sql"));
}

function draftFiles({ draft, number }: NumberedDraft, pairs: boolean): readonly DraftFile[] {
  const header = draft.autocommit ? `${directive}\n` : "";
  const stem = `${number}_${draft.name}`;
  if (pairs) return pairDrafts(stem, { ...draft, down: draft.down ?? "-- Nothing to undo." }, header);
  return [{ path: `${stem}.sql`, content: `${header}${draft.up}\n` }];
}

function ledger({ table = "_sqlx_migrations", schemas = [], ignored = "" }: LedgerSettings = {}): Ledger {
  const checksum = (bytes: Uint8Array = new Uint8Array()): Uint8Array => sha384(without(bytes, ignored));
  return {
    table,
    create: [
      ...schemas.map((schema) => `CREATE SCHEMA IF NOT EXISTS ${schema}`),
      `CREATE TABLE IF NOT EXISTS ${table} (version BIGINT PRIMARY KEY, description TEXT NOT NULL, ` +
        "installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL, " +
        "execution_time BIGINT NOT NULL)",
    ],
    select:
      `SELECT version, description, success, encode(checksum, 'hex') AS checksum FROM ${table} ` +
      "ORDER BY version",
    key: canonicalNumber,
    read: (row) => {
      const [version, checksum] = [textOf(row, "version"), textOf(row, "checksum")];
      if (version === undefined) return undefined;
      const rest = checksum === undefined ? {} : { checksum };
      return { version, name: textOf(row, "description") ?? "", dirty: row["success"] === false, ...rest };
    },
    bySearchPath: true,
    cumulative: false,
    record: (entry) => record(entry, table, checksum(entry.bytes)),
    remove: (entry) => [
      { text: `DELETE FROM ${table} WHERE version = $1`, values: [canonicalNumber(entry.version)] },
    ],
    discard: (entry) => [
      {
        text: `DELETE FROM ${table} WHERE version = $1 AND NOT success`,
        values: [canonicalNumber(entry.version)],
      },
    ],
    accept: (entry) => [
      {
        text: `UPDATE ${table} SET checksum = $2 WHERE version = $1`,
        values: [canonicalNumber(entry.version), checksum(entry.bytes)],
      },
    ],
    calls,
    wayOut: () =>
      `${calls()} See what of it is in ` +
      `the database, finish or undo it, then remove its row from ${table}, or set success to true.`,
    checksum: (bytes) => bytesToHex(checksum(bytes)),
    /** `0x3d32ad9e * crc32(database)`, in 64 bits (sqlx-postgres/src/migrate.rs). */
    advisoryLockKey: (database) => (0x3d32ad9en * BigInt(buf(utf8ToBytes(database)) >>> 0)).toString(),
  };
}

/** sqlx stores the name with blanks for underscores, and nanoseconds. */
function record(entry: LedgerEntry, table: string, checksum: Uint8Array): readonly Query[] {
  const text =
    `INSERT INTO ${table} (version, description, success, checksum, execution_time) ` +
    "VALUES ($1, $2, TRUE, $3, $4)";
  const version = canonicalNumber(entry.version);
  const nanoseconds = Math.round(entry.executionMs * 1_000_000);
  return [{ text, values: [version, entry.name.replaceAll("_", " "), checksum, nanoseconds] }];
}

/** A file without the characters that do not count (sqlx-core, migrate/migration.rs: `checksum_fragments`). */
function without(bytes: Uint8Array, ignored: string): Uint8Array {
  if (ignored === "") return bytes;
  const left = Array.from(new TextDecoder().decode(bytes)).filter(
    (character) => !ignored.includes(character),
  );
  return utf8ToBytes(left.join(""));
}

function calls(): string {
  return "sqlx calls it partially applied (success = false) and goes no further.";
}
