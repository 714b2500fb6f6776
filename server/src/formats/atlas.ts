import { utf8ToBytes } from "@noble/hashes/utils.js";
import { atlasDirectives } from "./atlasDirectives.ts";
import { atlasPaths, readSum, sumFile, sumOf, sumText, type AtlasSum } from "./atlasSum.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps } from "./drafts.ts";
import type {
  DraftFile,
  FileTree,
  FormatProblem,
  Ledger,
  LedgerSettings,
  Migration,
  Project,
  Section,
} from "./format.ts";
import { textOf } from "./ledgers.ts";
import { problemAt } from "./markers.ts";
import { firstLine, readText, trimmed } from "./sections.ts";
import { duplicateVersions } from "./versions.ts";

const configurations = ["atlas.hcl", "../atlas.hcl", "../../atlas.hcl"];
const tableName = "atlas_schema_revisions";

/**
 * Atlas, versioned migrations (https://github.com/ariga/atlas, sql/migrate/{dir,lex,migrate}.go, sql/postgres/driver.go
 * and cmd/atlas/internal/migrate read in 2026): a file is split and sent statement by statement, in a transaction with
 * its ledger row unless `-- atlas:txmode none` says otherwise. `atlas.sum` holds a hash of each file and all before it.
 */
export const atlas = defineFormat({
  id: "atlas",
  label: "Atlas",
  documentation: "https://atlasgo.io/versioned/intro",
  signs: ["atlas.hcl"],
  watches: [sumFile, "atlas.hcl"],
  // Pending: the version that it stands at is not in the folder, or a file is older than that (exec-order linear).
  refuses: ["missing", "out-of-order"],
  hasDown: false,
  // os.ReadFile keeps it.
  byteOrderMark: "sent",
  canAutocommit: true,
  detect: (tree) => (atlasPaths(tree).length === 0 ? 0 : tree.paths.includes(sumFile) ? 1 : 0.02),
  read,
  seal,
  ledger: ledger(),
  ledgerFor: ({ ledgerSettings }) => ledger(ledgerSettings),
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, timestamps).map(({ draft, number }) => {
      const head = draft.autocommit ? "-- atlas:txmode none\n\n" : "";
      return { path: `${number}_${draft.name}.sql`, content: `${head}${draft.up}\n` };
    }),
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const paths = atlasPaths(tree);
  const sum = sumOf(tree);
  const migrations = paths.flatMap((path) => migrationOf(tree, path, sum, problems));
  problems.push(...duplicateVersions(migrations, (version) => version), ...sumProblems(tree, sum));
  const ledgerSettings = settingsOf(tree);
  const settings = ledgerSettings === undefined ? {} : { ledgerSettings };
  return { format: "atlas", migrations, problems, ...settings };
}

/** A checkpoint is what an empty database begins with, in place of the files before it. */
function migrationOf(
  tree: FileTree,
  path: string,
  sum: AtlasSum,
  problems: FormatProblem[],
): readonly Migration[] {
  const text = readText(tree, path, problems) ?? "";
  const directives = atlasDirectives(text);
  if (directives.checkpoint) {
    problems.push(checkpoint(path, text));
    return [];
  }
  if (directives.badTransaction !== undefined)
    problems.push(badTransaction(path, text, directives.badTransaction));
  const stem = path.slice(0, -".sql".length);
  const at = stem.indexOf("_");
  const [version, name] = at < 0 ? [stem, ""] : [stem.slice(0, at), stem.slice(at + 1)];
  const hash = sum.files.get(path);
  const checksum = hash === undefined ? {} : { checksum: hash };
  return [{ version, name, sections: [sectionOf(path, text)], paths: [path], ...checksum }];
}

function sectionOf(path: string, text: string): Section {
  const { bodyStart, bare, delimiter } = atlasDirectives(text);
  const span = trimmed(text, { start: bodyStart, end: text.length });
  return {
    direction: "up",
    path,
    span,
    transaction: bare ? "autocommit" : "single",
    splits: true,
    ...(bare ? { because: "its `atlas:txmode none` line says so" } : {}),
    ...(delimiter === undefined ? {} : { portions: portionsOf(text, span.start, span.end, delimiter) }),
  };
}

function portionsOf(text: string, start: number, end: number, delimiter: string) {
  const portions: { start: number; end: number }[] = [];
  for (let at = start; at < end;) {
    const found = text.indexOf(delimiter, at);
    const stop = found < 0 || found > end ? end : found;
    const span = trimmed(text, { start: at, end: stop });
    if (span.start < span.end) portions.push(span);
    at = stop + delimiter.length;
  }
  return portions;
}

function checkpoint(path: string, text: string): FormatProblem {
  const message =
    "Atlas begins an empty database with this checkpoint, and passes over it everywhere else: it is not read here. Run the migrations with `atlas migrate apply`.";
  return problemAt(path, firstLine(text), "checkpoint", message, "project");
}

function badTransaction(path: string, text: string, mode: string): FormatProblem {
  const message = `Atlas refuses this file: \`atlas:txmode\` is \`none\` or \`file\`, not \`${mode}\`.`;
  return problemAt(path, firstLine(text), "bad-directive", message, "file");
}

/** As Validate refuses the folder, at the first file that is not as `atlas.sum` has it. */
function sumProblems(tree: FileTree, sum: AtlasSum): readonly FormatProblem[] {
  const text = savedSum(tree);
  const [first] = atlasPaths(tree);
  if (first === undefined || (text !== undefined && text === sumText(sum))) return [];
  const listed = readSum(text ?? "");
  const off = [...sum.files].find(([path, hash]) => listed.get(path) !== hash)?.[0];
  const gone = [...listed.keys()].find((path) => !sum.files.has(path));
  const why =
    text === undefined
      ? "there is no atlas.sum."
      : off !== undefined && listed.has(off)
        ? "atlas.sum was made of another text of this file, or of one before it."
        : off !== undefined
          ? "atlas.sum does not list this file."
          : gone === undefined
            ? "atlas.sum is not as Atlas writes it."
            : `atlas.sum lists ${gone}, which is not there.`;
  const message = `Atlas refuses this project: ${why} \`atlas migrate hash\` makes it anew.`;
  const problem = problemAt(off ?? first, { start: 0, end: 0 }, "bad-sum", message, "project");
  return [{ ...problem, sealed: true }];
}

function savedSum(tree: FileTree): string | undefined {
  return tree.paths.includes(sumFile) ? tree.text(sumFile) : undefined;
}

function seal(tree: FileTree): readonly DraftFile[] {
  const content = sumText(sumOf(tree));
  const old = savedSum(tree);
  if (content === old) return [];
  return [{ path: sumFile, content, ...(old === undefined ? {} : { replaces: true }) }];
}

/** Where `atlas.hcl` says the ledger is: its own schema, or that of a URL that names one. */
function settingsOf(tree: FileTree): LedgerSettings | undefined {
  const text = configurations.map((path) => textOfEither(tree, path)).find((each) => each !== undefined);
  const named = schemasIn(text, /^\s*revisions_schema\s*=\s*"([^"]+)"/gm);
  const schemas = named.size > 0 ? named : schemasIn(text, /^\s*url\s*=.*[?&]search_path=([\w]+)/gm);
  const [schema] = schemas;
  return schema === undefined || schemas.size > 1
    ? undefined
    : { table: `"${schema.replaceAll('"', '""')}".${tableName}`, schemas: [schema] };
}

function textOfEither(tree: FileTree, path: string): string | undefined {
  if (path.startsWith("../")) return tree.outside?.(path);
  return tree.paths.includes(path) ? tree.text(path) : undefined;
}

function schemasIn(text: string | undefined, pattern: RegExp): ReadonlySet<string> {
  return new Set([...(text ?? "").matchAll(pattern)].map(([, schema = ""]) => schema));
}

/** As ent makes it for PostgreSQL (cmd/atlas/internal/migrate/ent/migrate/schema.go). */
function ledger({ table = `${tableName}.${tableName}`, schemas = [tableName] }: LedgerSettings = {}): Ledger {
  return {
    table,
    create: [
      ...schemas.map((schema) => `CREATE SCHEMA IF NOT EXISTS "${schema.replaceAll('"', '""')}"`),
      `CREATE TABLE IF NOT EXISTS ${table} (version varchar NOT NULL, description varchar NOT NULL, ` +
        "type bigint NOT NULL DEFAULT 2, applied bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0, " +
        "executed_at timestamptz NOT NULL, execution_time bigint NOT NULL, error text, error_stmt text, " +
        "hash varchar NOT NULL, partial_hashes jsonb, operator_version varchar NOT NULL, PRIMARY KEY (version))",
    ],
    select: `SELECT version, description, hash, applied < total AS partly FROM ${table} ORDER BY version`,
    key: (version) => version,
    read: (row) => {
      const [version, name, checksum] = ["version", "description", "hash"].map((column) =>
        textOf(row, column),
      );
      // `.atlas_cloud_identifier` is no migration.
      if (version === undefined || version.startsWith(".")) return undefined;
      const hash = checksum === undefined || checksum === "" ? {} : { checksum };
      return { version, name: name ?? "", dirty: row["partly"] === true, ...hash };
    },
    cumulative: false,
    record: ({ version, name, checksum = "", countStatements, now, executionMs }) => {
      const text =
        `INSERT INTO ${table} (version, description, type, applied, total, executed_at, execution_time, hash, ` +
        "operator_version) VALUES ($1, $2, 2, $3, $3, $4, $5, $6, 'Lockkeeper')";
      const time = Math.round(executionMs * 1_000_000);
      return [{ text, values: [version, name, countStatements?.() ?? 1, now, time, checksum] }];
    },
    remove: ({ version }) => [{ text: `DELETE FROM ${table} WHERE version = $1`, values: [version] }],
    discard: ({ version }) => [
      { text: `DELETE FROM ${table} WHERE version = $1 AND applied < total`, values: [version] },
    ],
    accept: ({ version, checksum = "" }) => [
      { text: `UPDATE ${table} SET hash = $2 WHERE version = $1`, values: [version, checksum] },
    ],
    calls,
    wayOut: calls,
    advisoryLockKey: () => String(fnv32("atlas_migrate_execute")),
  };
}

/** Go's `fnv.New32`, as `Driver.Lock` takes it of the name. */
function fnv32(name: string): number {
  return utf8ToBytes(name).reduce((hash, byte) => (Math.imul(hash, 16777619) ^ byte) >>> 0, 2166136261);
}

function calls(version: string): string {
  return `Atlas calls ${version} partly applied: \`atlas migrate apply\` goes on with the statement that did not go through.`;
}
