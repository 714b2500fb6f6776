import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import {
  type FileTree,
  type FormatProblem,
  type Ledger,
  type LedgerEntry,
  type Project,
  type Section,
} from "./format.ts";
import type { Query } from "./query.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps } from "./drafts.ts";
import { textOf } from "./ledgers.ts";
import { byName, folderOf } from "./paths.ts";
import { prismaSend } from "./prismaSend.ts";
import { prismaVersion, versionFiles, type PrismaVersion } from "./prismaVersion.ts";
import { wholeFile } from "./sections.ts";

const script = /^[^/]+\/migration\.sql$/;
const lockFile = "migration_lock.toml";
/** Files of Prisma's own around its migrations folder. */
const nearby = ["../schema.prisma", "../../schema.prisma", "../../prisma.config.ts", "../prisma.config.ts"];
/**
 * P3005, as the engine counts (SqlSchema::is_empty): ordinary tables, and partitioned ones that have partitions; no view,
 * type, sequence or routine.
 */
const refusesToBegin = {
  where:
    "SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.to_regnamespace(pg_catalog.current_schema()) " +
    "AND (relkind = 'r' AND NOT relispartition OR relkind = 'p' AND relhassubclass) LIMIT 1",
  message: (first: string) =>
    "Prisma refuses to begin in a schema that has tables already (P3005), and this one has some and no " +
    `_prisma_migrations. Count the migrations that made them as applied, each by itself: \`lockkeeper repair --mark ${first}\`, ` +
    "or `prisma migrate resolve --applied`; or begin with an empty database.",
};

/** Comments of `prisma migrate`. */
const generated =
  /^-- (?:Create|Alter|Drop|Rename|Redefine)(?:Table|Index|Enum|Schema|Extension|View)\b|^-- AddForeignKey\b/m;

/**
 * Prisma Migrate (https://github.com/prisma/prisma-engines, sql-schema-connector): folders by name, forward only.
 * How a script is sent depends on Prisma's version and on what its parser reads (prismaSend.ts); there is never a
 * BEGIN. The whole folder name is what the ledger keeps.
 */
export const prisma = defineFormat({
  id: "prisma",
  label: "Prisma Migrate",
  signs: ["schema.prisma", "prisma.config.ts", "prisma.config.js"],
  watches: versionFiles,
  documentation: "https://www.prisma.io/docs/orm/prisma-migrate",
  // `migrate deploy` applies what is new and looks at nothing else.
  refuses: [],
  hasDown: false,
  // fs::read_to_string, which keeps it, and no parser of it reads one (schema-connector).
  byteOrderMark: "sent",
  canAutocommit: true,
  detect,
  read,
  ledger: ledger(),
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, timestamps).map(({ draft, number }) => ({
      path: `${number}_${draft.name}/migration.sql`,
      content: `${draft.up}\n`,
    })),
});

/**
 * Drizzle keeps folders of the same shape, each with a `snapshot.json`. The lock file is Prisma's own; without it, the
 * folders alone are only likely to be.
 */
function detect(tree: FileTree): number {
  const scripts = tree.paths.filter((path) => script.test(path));
  if (scripts.length === 0) return 0;
  if (tree.paths.includes(lockFile)) return 1;
  const all = new Set(tree.paths);
  return scripts.some((path) => all.has(`${folderOf(path)}/snapshot.json`)) ? 0.01 : 0.8;
}

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const version = prismaVersion(tree);
  const scripts = tree.paths.filter((path) => script.test(path)).sort(byName);
  const migrations = scripts.map((path) => {
    const folder = folderOf(path);
    return {
      version: folder,
      name: /^\d+_(.+)$/.exec(folder)?.[1] ?? "",
      sections: [sectionOf(tree, path, version, problems)],
      paths: [path],
    };
  });
  problems.push(...foldersWithoutScript(tree), ...ambiguous(tree, scripts));
  return { format: "prisma", migrations, problems };
}

function sectionOf(tree: FileTree, path: string, version: PrismaVersion, problems: FormatProblem[]): Section {
  const section = wholeFile(tree, path, "up", "implicit", problems);
  return { ...section, ...prismaSend(tree.text(path) ?? "", section.span, version, tree) };
}

/** What Prisma alone leaves: its lock file, its schema nearby, or the comments of its generator. */
function isSurelyPrisma(tree: FileTree, scripts: readonly string[]): boolean {
  if (tree.paths.includes(lockFile)) return true;
  if (nearby.some((path) => tree.outside?.(path) !== undefined)) return true;
  return scripts.some((path) => generated.test(tree.text(path) ?? ""));
}

function ambiguous(tree: FileTree, scripts: readonly string[]): readonly FormatProblem[] {
  const [first] = scripts;
  if (first === undefined || isSurelyPrisma(tree, scripts)) return [];
  const message =
    "Prisma and Drizzle both keep folders with a migration.sql, and nothing here says which of them it is: it is read " +
    'as Prisma. Name the tool in lockkeeper.config.json: {"migrations": [{"folder": "…", "tool": "prisma"}]}.';
  return [{ code: "ambiguous-tool", path: first, span: { start: 0, end: 0 }, message }];
}

/** Prisma refuses the whole project (P3015) where a folder has no script. */
function foldersWithoutScript(tree: FileTree): readonly FormatProblem[] {
  const folders = new Map<string, string>();
  for (const path of tree.paths) {
    const folder = path.slice(0, Math.max(0, path.indexOf("/")));
    if (folder === "" || folder.startsWith(".")) continue;
    if (script.test(path) || !folders.has(folder)) folders.set(folder, path);
  }
  return [...folders]
    .filter(([, path]) => !script.test(path))
    .map(([folder, path]) => ({
      code: "missing-script",
      path,
      span: { start: 0, end: 0 },
      refuses: "project" as const,
      message: `Prisma refuses this project: the folder ${folder} holds no migration.sql.`,
    }));
}

/** Columns as Prisma's PostgreSQL flavour creates them; a row without `finished_at` blocks every later run. */
function ledger(): Ledger {
  return {
    table: "_prisma_migrations",
    create: [
      "CREATE TABLE IF NOT EXISTS _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, " +
        "checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, " +
        "rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), " +
        "applied_steps_count INTEGER NOT NULL DEFAULT 0)",
    ],
    select:
      "SELECT migration_name, checksum, finished_at IS NULL AS unfinished FROM _prisma_migrations " +
      "WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name",
    key: (version) => version,
    read: (row) => {
      const [version, checksum] = [textOf(row, "migration_name"), textOf(row, "checksum")];
      if (version === undefined) return undefined;
      return { version, dirty: row["unfinished"] === true, ...(checksum === undefined ? {} : { checksum }) };
    },
    bySearchPath: true,
    refusesToBegin,
    cumulative: false,
    record,
    begin,
    finish: (entry) => [
      {
        text: "UPDATE _prisma_migrations SET finished_at = $2::timestamptz, applied_steps_count = 1 WHERE id = $1",
        values: [entry.uuid, entry.now],
      },
    ],
    fail: (entry, { message }) => [
      { text: "UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", values: [entry.uuid, message] },
    ],
    discard: (entry) => [
      {
        text:
          "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1 " +
          "AND finished_at IS NULL AND rolled_back_at IS NULL",
        values: [entry.version],
      },
    ],
    accept: (entry) => [
      {
        text: "UPDATE _prisma_migrations SET checksum = $2 WHERE migration_name = $1 AND rolled_back_at IS NULL",
        values: [entry.version, checksumOf(entry)],
      },
    ],
    calls,
    wayOut: (version) =>
      `${calls()} A run began it and did not finish. ` +
      `See what of it is in the database, finish or undo it, then \`prisma migrate resolve --applied ${version}\` ` +
      `or \`--rolled-back ${version}\`.`,
    remove: (entry) => [
      { text: "DELETE FROM _prisma_migrations WHERE migration_name = $1", values: [entry.version] },
    ],
    checksum: (bytes) => bytesToHex(sha256(bytes)),
    /** Prisma's own fixed number, which it also takes by polling. */
    advisoryLockKey: () => "72707369",
  };
}

function calls(): string {
  return "Prisma calls it a failed migration and goes no further (P3009).";
}

/** As record_migration_started does; the row is without an end until the script has run. */
function begin(entry: LedgerEntry): readonly Query[] {
  const text =
    "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES ($1, $2, $3::timestamptz, $4)";
  return [{ text, values: [entry.uuid, checksumOf(entry), entry.now, entry.version] }];
}

function checksumOf(entry: LedgerEntry): string {
  return bytesToHex(sha256(entry.bytes ?? new Uint8Array()));
}

function record(entry: LedgerEntry): readonly Query[] {
  const text =
    "INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count) " +
    "VALUES ($1, $2, $3::timestamptz - $4 * interval '1 millisecond', $3::timestamptz, $5, 1)";
  const values = [entry.uuid, checksumOf(entry), entry.now, Math.round(entry.executionMs), entry.version];
  return [{ text, values }];
}
