import { buf } from "crc-32";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type FileTree, type FormatProblem, type Ledger, type Project } from "./format.ts";
import type { Query } from "./query.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps } from "./drafts.ts";
import { textOf } from "./ledgers.ts";
import { downFile, pairDrafts, readPairs, type PairFile } from "./pairs.ts";
import { likelihood, topLevelSql } from "./paths.ts";
import { byNumber, canonicalNumber, duplicateVersions } from "./versions.ts";

/** As in golang-migrate's source/parse.go, but for `.sql` only: it would hand other endings to other databases. */
export const golangMigrateFile = /^([0-9]+)_(.*)\.(up|down)\.sql$/;

/**
 * golang-migrate (https://github.com/golang-migrate/migrate, read at v4): a file is sent as one string without
 * BEGIN, so several statements form an implicit transaction and a sole one runs in autocommit.
 */
export const golangMigrate = defineFormat({
  id: "golang-migrate",
  label: "golang-migrate",
  documentation: "https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md",
  // It looks for the file of the version that it stands at (versionExists in migrate.go).
  refuses: ["missing"],
  hasDown: true,
  // io.ReadAll and one Exec (database/postgres/postgres.go).
  byteOrderMark: "sent",
  canAutocommit: true,
  detect: (tree) => likelihood(tree, golangMigrateFile, 0.5),
  read: (tree) => readGolangMigrate(tree, "golang-migrate"),
  ledger: ledger(),
  downPlace: (migration) => downFile(migration, ""),
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, timestamps).flatMap(({ draft, number }) =>
      pairDrafts(`${number}_${draft.name}`, draft, ""),
    ),
});

/** The migrations of a folder and what is wrong with it; `format` names how the files are sent. */
export function readGolangMigrate(tree: FileTree, format: string): Project {
  const problems: FormatProblem[] = [];
  const files = topLevelSql(tree)
    .map(pairFile)
    .filter((file) => file !== undefined);
  const migrations = readPairs(tree, files, canonicalNumber, byNumber, problems);
  problems.push(...duplicateVersions(migrations, canonicalNumber));
  return { format, migrations, problems };
}

function pairFile(path: string): PairFile | undefined {
  const match = golangMigrateFile.exec(path);
  if (match === null) return undefined;
  const [, version = "", name = "", direction] = match;
  return {
    path,
    version,
    name,
    direction: direction === "down" ? "down" : "up",
    transaction: "implicit",
  };
}

/** One row holds the newest version; TRUNCATE and INSERT in one transaction, as database/postgres/postgres.go does. */
function ledger(): Ledger {
  return {
    table: "schema_migrations",
    create: [
      "CREATE TABLE IF NOT EXISTS schema_migrations (version bigint not null primary key, dirty boolean not null)",
    ],
    select: "SELECT version, dirty FROM schema_migrations LIMIT 1",
    key: canonicalNumber,
    read: (row) => {
      const version = textOf(row, "version");
      return version === undefined ? undefined : { version, dirty: row["dirty"] === true };
    },
    cumulative: true,
    record: (entry) => replaceBy(entry.version),
    remove: (_entry, remaining) => replaceBy(remaining.at(-1)),
    // Before the first migration it writes the version -1, and only while it is dirty.
    begin: (_entry, after) => replaceBy(after.at(-1) ?? "-1", true),
    discard: () => [],
    calls,
    wayOut: (version, before) =>
      `${calls(version)} A run up or down to it did not finish. See what of it is in the database, finish or undo it, then \`migrate force ${version}\`` +
      (version === "-1" ? "" : `, or \`migrate force ${before ?? "-1"}\` where nothing of it is left`) +
      ".",
    advisoryLockKey,
  };
}

function calls(version: string): string {
  return `golang-migrate calls the database dirty at version ${version} and goes no further.`;
}

function replaceBy(version: string | undefined, dirty = false): readonly Query[] {
  const empty: Query = { text: "TRUNCATE schema_migrations", values: [] };
  if (version === undefined) return [empty];
  const text = "INSERT INTO schema_migrations (version, dirty) VALUES ($1, $2)";
  return [empty, { text, values: [canonicalNumber(version), dirty] }];
}

/**
 * The key of database/util.go, over schema, table and database name. The command line passes the path of the
 * URL as the name, hence the slash; the schema is taken to be `public`.
 */
function advisoryLockKey(database: string): string {
  const names = ["public", "schema_migrations", `/${database}`].join("\0");
  return String(Math.imul(buf(utf8ToBytes(names)), 1_486_364_155) >>> 0);
}
