import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type FileTree, type FormatProblem, type Ledger, type Project } from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { newestFolder, numberDrafts } from "./drafts.ts";
import { namedRow } from "./ledgers.ts";
import { downFile, pairDrafts, readPairs, type PairFile } from "./pairs.ts";
import { byName, join, topLevelSql } from "./paths.ts";
import { byNumber, duplicateVersions } from "./versions.ts";

/** `001_name.sql`, `001-name.up.sql`, `001.name.down.sql`, `name.sql`; `rollback` and `undo` count as down. */
const fileName = /^(?:(\d+)(?:[_.\- ]+|(?=\.)))?(.*?)(?:\.(up|do|down|undo|rollback))?\.sql$/;

const ledgerTable = "lockkeeper_migrations";

/**
 * Ordered `.sql` files of no tool we know. Numbered files run in the order of their numbers, then those without a
 * number by name. Nothing says how they are sent (`Section.assumed`): as one string each is what most home-made runners do.
 * They are run only where the user has named the tool.
 */
export const plain = defineFormat({
  id: "plain",
  label: "Plain SQL files",
  documentation: "https://www.postgresql.org/docs/current/app-psql.html",
  refuses: [],
  hasDown: true,
  byteOrderMark: "assumed",
  canAutocommit: true,
  detect: (tree) => (topLevelSql(tree).length > 0 ? 0.05 : 0),
  read,
  ledger: ledger(),
  downPlace: (migration) => {
    const pair = downFile(migration, "");
    const [path = ""] = migration.paths;
    if (pair !== undefined || !path.endsWith(".sql")) return pair;
    const own = path.endsWith(".do.sql")
      ? path.replace(/do\.sql$/, "undo.sql")
      : path.replace(/sql$/, "down.sql");
    return { path: own, isNew: true, before: "" };
  },
  write: (drafts, project, now, after) => {
    const numbered = numberDrafts(drafts, project, now, after, { kind: "sequence", width: 4 });
    return numbered.flatMap(({ draft, number }) => {
      const stem = join(newestFolder(project), `${number}_${draft.name}`);
      return draft.down === undefined && !usesPairs(project)
        ? [{ path: `${stem}.sql`, content: `${draft.up}\n` }]
        : pairDrafts(stem, draft, "");
    });
  },
});

function usesPairs(project: Project): boolean {
  return project.migrations.some((migration) => migration.paths[0]?.endsWith(".up.sql") === true);
}

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const files = topLevelSql(tree).map(pairFile);
  const migrations = readPairs(tree, files, identity, byVersion, problems).map((migration) => ({
    ...migration,
    sections: migration.sections.map((section) => ({ ...section, assumed: true })),
  }));
  problems.push(...duplicateVersions(migrations, identity), ...unknownShape(files));
  return { format: "plain", migrations, problems };
}

function pairFile(path: string): PairFile {
  const [, number, name = "", direction] = fileName.exec(path) ?? [];
  return {
    path,
    version: number ?? name,
    name: number === undefined ? "" : name,
    direction: direction === undefined || direction === "up" || direction === "do" ? "up" : "down",
    transaction: "implicit",
  };
}

/** Numbers first, by value, then names. */
function byVersion(left: string, right: string): number {
  const numbers = [left, right].map((version) => /^\d+$/.test(version));
  if (numbers[0] === true && numbers[1] === true) return byNumber(left, right);
  if (numbers[0] !== numbers[1]) return numbers[0] === true ? -1 : 1;
  return byName(left, right);
}

function unknownShape(files: readonly PairFile[]): readonly FormatProblem[] {
  const first = files[0];
  if (first === undefined) return [];
  const message =
    "No migration tool is recognised here, so how these files are sent is not known: they are read in the order of " +
    "their numbers and names. Name the tool in lockkeeper.config.json, with `plain` for none: " +
    '{"migrations": [{"folder": "…", "tool": "plain"}]}.';
  return [{ code: "unknown-tool", path: first.path, span: { start: 0, end: 0 }, message }];
}

function identity(version: string): string {
  return version;
}

/** A table of our own, since there is no tool whose table we could write. */
function ledger(): Ledger {
  return {
    table: ledgerTable,
    create: [
      `CREATE TABLE IF NOT EXISTS ${ledgerTable} (version text PRIMARY KEY, name text NOT NULL, ` +
        "checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    ],
    select: `SELECT version, name, checksum FROM ${ledgerTable} ORDER BY applied_at, version`,
    key: identity,
    read: (row) => namedRow(row, "checksum"),
    cumulative: false,
    record: (entry) => [
      {
        text: `INSERT INTO ${ledgerTable} (version, name, checksum) VALUES ($1, $2, $3)`,
        values: [entry.version, entry.name, bytesToHex(sha256(entry.bytes ?? new Uint8Array()))],
      },
    ],
    remove: (entry) => [{ text: `DELETE FROM ${ledgerTable} WHERE version = $1`, values: [entry.version] }],
    accept: (entry) => [
      {
        text: `UPDATE ${ledgerTable} SET checksum = $2 WHERE version = $1`,
        values: [entry.version, bytesToHex(sha256(entry.bytes ?? new Uint8Array()))],
      },
    ],
    checksum: (bytes) => bytesToHex(sha256(bytes)),
  };
}
