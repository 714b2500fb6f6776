import {
  type FileTree,
  type FormatProblem,
  type Ledger,
  type Migration,
  type Project,
  type Section,
} from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps } from "./drafts.ts";
import { versionLedger } from "./ledgers.ts";
import { problemAt } from "./markers.ts";
import { topLevelSql } from "./paths.ts";
import { firstLine, wholeFile } from "./sections.ts";
import { controlsTransactions, statementsOf } from "./supabaseStatements.ts";
import { duplicateVersions } from "./versions.ts";

const fileName = /^(\d+)_(.*)\.sql$/;

/**
 * What the CLI takes out of a pipeline and sends by itself, since 2.109 (patterns of 3.1.0). It misses
 * `DETACH PARTITION … CONCURRENTLY` and `REINDEX (CONCURRENTLY)`.
 */
const alone = [
  String.raw`create\s+(?:unique\s+)?index\s+concurrently(?:\s|$)`,
  String.raw`drop\s+index\s+concurrently(?:\s|$)`,
  String.raw`reindex(?:\s|\().*\sconcurrently(?:\s|$)`,
  String.raw`vacuum(?:\s|\(|$)`,
  String.raw`alter\s+system(?:\s|$)`,
  String.raw`cluster(?:\s|$)`,
];

/** The very first line of a file that the CLI sends statement by statement, since 3.0. */
const directive = "-- pg-delta: transaction=false";

/**
 * Supabase CLI (https://github.com/supabase/cli, read and run at 3.1.0): files by name, forward only. A file is split and
 * sent as one pipeline with the ledger's row in it; RESET ALL before each.
 */
export const supabase = defineFormat({
  id: "supabase",
  label: "Supabase CLI",
  documentation: "https://supabase.com/docs/guides/deployment/database-migrations",
  signs: ["supabase/config.toml"],
  watches: ["config.toml"],
  hasDown: false,
  resets: "all",
  byteOrderMark: "assumed",
  canAutocommit: true,
  detect,
  read,
  ledger: ledger(),
  refuses: ["missing", "out-of-order"],
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, timestamps).map(({ draft, number }) => ({
      path: `${number}_${draft.name}.sql`,
      content: `${draft.autocommit ? `${directive}\n` : ""}${draft.up}\n`,
    })),
});

/** Its files are named like many tools'; its configuration beside the folder is its own. */
function detect(tree: FileTree): number {
  if (!topLevelSql(tree).some((path) => fileName.test(path))) return 0;
  const configuration = tree.outside?.("../config.toml") ?? "";
  return /^\s*project_id\s*=/m.test(configuration) ? 0.95 : 0.02;
}

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const paths = topLevelSql(tree);
  const named = paths.filter((path) => fileName.test(path));
  const [first = ""] = named;
  const own = named.filter((path) => path !== first || !isOldBaseline(path));
  const migrations = own.map((path) => migrationOf(tree, path, problems));
  problems.push(...duplicateVersions(migrations, (version) => version));
  problems.push(...paths.filter((path) => !fileName.test(path)).map(badName));
  if (isOldBaseline(first)) problems.push(skippedBaseline(first));
  return { format: "supabase", migrations, problems };
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): Migration {
  const [, version = "", name = ""] = fileName.exec(path) ?? [];
  return { version, name, sections: [sectionOf(tree, path, problems)], paths: [path] };
}

function sectionOf(tree: FileTree, path: string, problems: FormatProblem[]): Section {
  const text = tree.text(path) ?? "";
  const line = firstLine(text);
  const told = text.slice(0, line.end).replace(/^\uFEFF/, "") === directive;
  const section = wholeFile(tree, path, "up", "pipeline", problems, told ? line.end : 0);
  const because = told
    ? `it begins with \`${directive}\``
    : controlsTransactions(text, section.span)
      ? "a file with BEGIN, COMMIT or ROLLBACK is sent statement by statement"
      : undefined;
  if (because === undefined) return { ...section, splits: true, alone };
  return { ...section, splits: true, transaction: "autocommit", because };
}

/** What `supabase init` once wrote; the CLI takes a first file of that name for it. */
function isOldBaseline(path: string): boolean {
  const stamp = /^(\d{14})_init\.sql$/.exec(path)?.[1];
  return stamp !== undefined && stamp < "20211209000000";
}

function badName(path: string): FormatProblem {
  const message = "Supabase never runs this file: its name is not <digits>_<name>.sql.";
  return problemAt(path, { start: 0, end: 0 }, "bad-file-name", message);
}

function skippedBaseline(path: string): FormatProblem {
  const message =
    "Supabase never runs this file: it takes a first file called `init` from before 9 December 2021 for its own old " +
    "baseline. Give it another name.";
  return problemAt(path, { start: 0, end: 0 }, "skipped-file", message);
}

function ledger(): Ledger {
  const table = "supabase_migrations.schema_migrations";
  const create = `CREATE TABLE IF NOT EXISTS ${table} (version text NOT NULL PRIMARY KEY)`;
  const versions = versionLedger(table, create);
  return {
    ...versions,
    create: [
      "CREATE SCHEMA IF NOT EXISTS supabase_migrations",
      ...versions.create,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS statements text[]`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS name text`,
    ],
    record: ({ version, name, bytes }) => [
      {
        text:
          `INSERT INTO ${table} (version, name, statements) ` +
          "SELECT $1, $2, pg_catalog.array_agg(s ORDER BY n) FROM pg_catalog.json_array_elements_text($3::json) " +
          "WITH ORDINALITY AS a (s, n)",
        values: [version, name, JSON.stringify(statementsOf(new TextDecoder().decode(bytes)))],
      },
    ],
  };
}
