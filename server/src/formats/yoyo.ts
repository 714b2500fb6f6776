import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, type NumberedDraft } from "./drafts.ts";
import type {
  DraftFile,
  FileTree,
  FormatProblem,
  Ledger,
  LedgerEntry,
  Migration,
  Project,
} from "./format.ts";
import type { LockRow } from "./lockRow.ts";
import { versionIn } from "./ledgers.ts";
import { hasLine } from "./lines.ts";
import { markedShare, problemAt } from "./markers.ts";
import { byName, topLevelSql } from "./paths.ts";
import { readText, wholeFile } from "./sections.ts";
import { bodyStart, dependenciesOf, inOrder, isTransactional } from "./yoyoDirectives.ts";

const isDirective = /^\s*--\s*(?:depends|transactional)\s*:/;
const rollbackEnd = ".rollback.sql";
const table = "_yoyo_migration";
const lockTable = "yoyo_lock";

/** `lock` in backends/base.py, which has the client's process there; ours is the server's, below zero. */
const lockRow: LockRow = {
  table: lockTable,
  take: (pid) => ({
    text:
      `INSERT INTO ${lockTable} (locked, ctime, pid) ` +
      "VALUES (1, pg_catalog.now() AT TIME ZONE 'UTC', -$1::int) ON CONFLICT DO NOTHING",
    values: [pid],
  }),
  release: (pid) => ({ text: `DELETE FROM ${lockTable} WHERE pid = -$1::int`, values: [pid] }),
  forget: { text: `DELETE FROM ${lockTable} WHERE pid < 0`, values: [] },
  holder: `SELECT pid, pg_catalog.to_char(ctime, 'YYYY-MM-DD HH24:MI:SS "UTC"') AS since FROM ${lockTable}`,
  way: "`yoyo break-lock`",
};

/**
 * yoyo (https://ollycope.com/software/yoyo, yoyo/migrations.py and backends/base.py read and run at 8.2): `NAME.sql` and
 * `NAME.rollback.sql`, by name but behind what they say they depend on. Statements are sent one by one, in a transaction
 * unless `-- transactional: false` says otherwise; the ledger is written by another connection.
 */
export const yoyo = defineFormat({
  id: "yoyo",
  label: "yoyo",
  documentation: "https://ollycope.com/software/yoyo/latest/",
  signs: ["yoyo.ini"],
  refuses: [],
  hasDown: true,
  // open(path, encoding="UTF-8") keeps it.
  byteOrderMark: "sent",
  canAutocommit: true,
  // Each migration has a connection of its own.
  resets: "all",
  detect: (tree) =>
    Math.max(
      markedShare(tree, /\.sql$/, (text) => hasLine(text, isDirective), 0.35),
      tree.paths.some((path) => path.endsWith(rollbackEnd)) ? 0.04 : 0.02,
    ) * (topLevelSql(tree).length > 0 ? 1 : 0),
  read,
  ledger: ledger(),
  downPlace: ({ paths: [path = ""] }) => ({
    path: path.replace(/\.sql$/, rollbackEnd),
    isNew: true,
    before: "",
  }),
  write: (drafts, project, now, after) => {
    let before = project.migrations.findLast(({ version }) => after === undefined || version === after);
    return numberDrafts(drafts, project, now, after, { kind: "sequence", width: 4 }).flatMap((numbered) => {
      const { files, version } = draftFiles(numbered, before?.version);
      before = { version, name: "", sections: [], paths: [] };
      return files;
    });
  },
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const all = topLevelSql(tree);
  const rollbacks = new Set(all.filter((path) => path.endsWith(rollbackEnd)));
  const paths = all.filter((path) => !rollbacks.has(path));
  const depends = new Map(paths.map((path) => [idOf(path), dependenciesOf(tree.text(path) ?? "")]));
  const { order, unresolved } = inOrder(paths.map(idOf), depends);
  const migrations = order.map((id) => migrationOf(tree, id, rollbacks, problems));
  const ids = new Set(order);
  for (const path of rollbacks)
    if (!ids.has(path.slice(0, -rollbackEnd.length))) problems.push(alone(tree, path, problems));
  problems.push(...unresolved.map(({ id, on }) => unknownDependency(id, on)), ...scripts(tree));
  return { format: "yoyo", migrations, problems };
}

function idOf(path: string): string {
  return path.slice(0, -".sql".length);
}

function migrationOf(
  tree: FileTree,
  id: string,
  rollbacks: ReadonlySet<string>,
  problems: FormatProblem[],
): Migration {
  const path = `${id}.sql`;
  const bare = !isTransactional(tree.text(path) ?? "");
  const paths = [path, `${id}${rollbackEnd}`].filter((each) => each === path || rollbacks.has(each));
  const mode = bare ? "autocommit" : "single";
  const because = bare ? { because: "its `transactional: false` line says so" } : {};
  const sections = paths.map((each) => {
    const start = bodyStart(tree.text(each) ?? "");
    const section = wholeFile(tree, each, each === path ? "up" : "down", mode, problems, start);
    return { ...section, splits: true, ...because };
  });
  const name = id.replace(/^\d+[_.\- ]*/, "");
  return { version: id, name, sections, paths };
}

/** Read so that a text that cannot be is told of, too. */
function alone(tree: FileTree, path: string, problems: FormatProblem[]): FormatProblem {
  readText(tree, path, problems);
  const up = path.replace(rollbackEnd, ".sql");
  const message = `yoyo never runs this file: it undoes ${up}, which is not there.`;
  return problemAt(path, { start: 0, end: 0 }, "down-without-up", message);
}

function unknownDependency(id: string, on: string): FormatProblem {
  const message = `yoyo refuses this project: this migration depends on ${on}, which is not there or depends on this one.`;
  return problemAt(`${id}.sql`, { start: 0, end: 0 }, "bad-dependency", message, "project");
}

/** What Python does cannot be told here, and the migrations behind it may hang on it. */
function scripts(tree: FileTree): readonly FormatProblem[] {
  const found = tree.paths.filter((path) => /^[^/_.][^/]*\.py$/.test(path)).sort(byName);
  return found.map((path) => {
    const message = "This migration is in Python: yoyo runs it, Lockkeeper neither reads nor runs it.";
    return problemAt(path, { start: 0, end: 0 }, "not-sql", message);
  });
}

function draftFiles(
  { draft, number }: NumberedDraft,
  before: string | undefined,
): { readonly files: readonly DraftFile[]; readonly version: string } {
  const version = `${number}.${draft.name}`;
  const lines = [
    ...(before === undefined ? [] : [`-- depends: ${before}\n`]),
    ...(draft.autocommit ? ["-- transactional: false\n"] : []),
  ];
  const head = lines.length === 0 ? "" : `${lines.join("")}\n`;
  const up = { path: `${version}.sql`, content: `${head}${draft.up}\n` };
  if (draft.down === undefined) return { files: [up], version };
  return { files: [up, { path: `${version}${rollbackEnd}`, content: `${draft.down}\n` }], version };
}

/** All that it makes on a new database (internalmigrations/v2.py); the log is written as it does, too. */
function ledger(): Ledger {
  return {
    table,
    create: [
      `CREATE TABLE IF NOT EXISTS ${table} (migration_hash VARCHAR(64), migration_id VARCHAR(255), ` +
        "applied_at_utc TIMESTAMP, PRIMARY KEY (migration_hash))",
      "CREATE TABLE IF NOT EXISTS _yoyo_log (id VARCHAR(36), migration_hash VARCHAR(64), migration_id VARCHAR(255), " +
        "operation VARCHAR(10), username VARCHAR(255), hostname VARCHAR(255), comment VARCHAR(255), " +
        "created_at_utc TIMESTAMP, PRIMARY KEY (id))",
      "CREATE TABLE IF NOT EXISTS _yoyo_version (version INT NOT NULL PRIMARY KEY, installed_at_utc TIMESTAMP)",
      "INSERT INTO _yoyo_version SELECT 2, pg_catalog.now() AT TIME ZONE 'UTC' " +
        "WHERE NOT EXISTS (SELECT FROM _yoyo_version)",
      `CREATE TABLE IF NOT EXISTS ${lockTable} (locked INT DEFAULT 1, ctime TIMESTAMP, pid INT NOT NULL, PRIMARY KEY (locked))`,
    ],
    select: `SELECT migration_id FROM ${table} ORDER BY applied_at_utc, migration_id`,
    key: (version) => version,
    read: versionIn("migration_id"),
    cumulative: false,
    ownSession: true,
    lockRow,
    record: (entry) => [
      {
        text: `INSERT INTO ${table} (migration_hash, migration_id, applied_at_utc) VALUES ($1, $2, $3)`,
        values: [hashOf(entry), entry.version, timeOf(entry)],
      },
      logged(entry, "apply"),
    ],
    remove: (entry) => [
      { text: `DELETE FROM ${table} WHERE migration_hash = $1`, values: [hashOf(entry)] },
      logged(entry, "rollback"),
    ],
  };
}

function logged(entry: LedgerEntry, operation: string) {
  const text =
    "INSERT INTO _yoyo_log (id, migration_hash, migration_id, operation, username, hostname, created_at_utc) " +
    "VALUES (pg_catalog.gen_random_uuid(), $1, $2, $3, current_user, 'lockkeeper', $4)";
  return { text, values: [hashOf(entry), entry.version, operation, timeOf(entry)] };
}

function timeOf({ now }: LedgerEntry): string {
  return now.replace("T", " ").replace("Z", "");
}

function hashOf({ version }: LedgerEntry): string {
  return bytesToHex(sha256(utf8ToBytes(version)));
}
