import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, type NumberedDraft } from "./drafts.ts";
import type {
  Direction,
  DraftFile,
  FileTree,
  FormatProblem,
  Ledger,
  Migration,
  Project,
  Section,
} from "./format.ts";
import { versionIn } from "./ledgers.ts";
import { hasLine, linesOf } from "./lines.ts";
import { firstCode, markedShare, problemAt } from "./markers.ts";
import { topLevelSql } from "./paths.ts";
import { firstLine, readText, trimmed } from "./sections.ts";
import { byNumber, canonicalNumber, duplicateVersions } from "./versions.ts";

const fileName = /^(\d+)_(.+)\.sql$/;
const separator = "---- create above / drop below ----";
const directive = "---- tern: disable-tx ----";
const table = "public.schema_version";

/**
 * tern (https://github.com/jackc/tern, migrate/migrate.go and sqlsplit read at 2.3): what stands above the separator is
 * up, what stands below it down. A part is sent as one string in a transaction with the ledger, or by `disable-tx`
 * statement by statement. Its files are Go templates.
 */
export const tern = defineFormat({
  id: "tern",
  label: "tern",
  documentation: "https://github.com/jackc/tern#migrations",
  signs: ["tern.conf"],
  // It stands at a version that the folder does not reach (MigrateTo).
  refuses: ["missing"],
  hasDown: true,
  // fs.ReadFile, and a template that keeps it.
  byteOrderMark: "sent",
  canAutocommit: true,
  needsStatement: true,
  // `reset all` before the ledger is written.
  resets: "all",
  accepts: { placeholders: ["{{}}"], copyData: false, metaCommands: false },
  detect: (tree) =>
    tree.paths.includes("tern.conf") && topLevelSql(tree).some((path) => fileName.test(path))
      ? 1
      : markedShare(tree, fileName, (text) => hasLine(text, isMark), 0.39),
  read,
  ledger: ledger(),
  downPlace: ({ paths: [path] }, autocommit) =>
    path === undefined
      ? undefined
      : { path, isNew: false, before: `${separator}\n${autocommit ? `${directive}\n` : ""}` },
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, { kind: "sequence", width: 3 }).map(draftFile),
});

const isMark = /^---- (?:create above \/ drop below|tern: disable-tx) ----$/;

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const migrations = topLevelSql(tree)
    .flatMap((path) => migrationOf(tree, path, problems))
    .sort((one, other) => byNumber(one.version, other.version));
  problems.push(...duplicateVersions(migrations, canonicalNumber), ...gap(migrations));
  return { format: "tern", migrations, problems };
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): readonly Migration[] {
  const match = fileName.exec(path);
  if (match === null) return [];
  const [, version = "", name = ""] = match;
  const text = readText(tree, path, problems);
  const sections = text === undefined ? [] : sectionsOf(path, text);
  if (text !== undefined && isEmpty(text)) problems.push(nothingToRun(path, text));
  return [{ version, name, sections, paths: [path] }];
}

function sectionsOf(path: string, text: string): readonly Section[] {
  const at = text.indexOf(separator);
  const up = sectionOf(path, text, "up", 0, at < 0 ? text.length : at);
  if (at < 0) return [up];
  const down = sectionOf(path, text, "down", at + separator.length, text.length);
  return down.span.start === down.span.end ? [up] : [up, down];
}

function sectionOf(path: string, text: string, direction: Direction, start: number, end: number): Section {
  const part = text.slice(start, end);
  const common = { direction, path, fillsIn: "\\{\\{" };
  const line = linesOf(part).find((each) => each.text === directive);
  const isFirst = line !== undefined && part.slice(0, line.start).trim() === "";
  const span = trimmed(text, { start: isFirst ? start + line.end : start, end });
  if (line === undefined) return { ...common, span, transaction: "single", splits: false };
  // Its pattern is `(?m)^…$`, and for Go no carriage return ends a line.
  if (part[line.end] === "\r") {
    const because = "tern does not see a `tern: disable-tx` line that ends with CRLF";
    return { ...common, span, transaction: "single", splits: false, because };
  }
  const because = "its `tern: disable-tx` line says so";
  return { ...common, span, transaction: "autocommit", splits: true, because };
}

/** As tern looks for SQL: a line that neither is blank nor starts with `--`. */
function isEmpty(text: string): boolean {
  const at = text.indexOf(separator);
  return firstCode(text, at < 0 ? text.length : at) === undefined;
}

function nothingToRun(path: string, text: string): FormatProblem {
  const message = "tern refuses this project: this file holds no SQL to go up with, only comments.";
  return problemAt(path, firstLine(text), "empty-file", message, "project");
}

/** Versions count from 1 without a gap. */
function gap(migrations: readonly Migration[]): readonly FormatProblem[] {
  const numbers = [...new Set(migrations.map(({ version }) => canonicalNumber(version)))];
  const index = numbers.findIndex((number, at) => number !== String(at + 1));
  if (index < 0) return [];
  const next = migrations.find(({ version }) => canonicalNumber(version) === numbers[index]);
  const message = `tern refuses this project: migration ${String(index + 1)} is missing. It counts from 1, without a gap.`;
  return [problemAt(next?.paths[0] ?? "", { start: 0, end: 0 }, "missing-number", message, "project")];
}

function draftFile({ draft, number }: NumberedDraft): DraftFile {
  const mark = draft.autocommit ? `${directive}\n` : "";
  const down = draft.down === undefined ? "" : `\n${separator}\n\n${mark}${draft.down}\n`;
  return { path: `${number}_${draft.name}.sql`, content: `${mark}${draft.up}\n${down}` };
}

/** One row holds the version it stands at, 0 before the first. */
function ledger(): Ledger {
  const stand = (version: string) => [
    { text: `UPDATE ${table} SET version = $1`, values: [canonicalNumber(version)] },
  ];
  return {
    table,
    create: [
      `CREATE TABLE IF NOT EXISTS ${table} (version int4 NOT NULL)`,
      `INSERT INTO ${table} (version) SELECT 0 WHERE 0 = (SELECT count(*) FROM ${table})`,
    ],
    select: `SELECT version FROM ${table} WHERE version > 0`,
    key: canonicalNumber,
    read: versionIn("version"),
    cumulative: true,
    record: ({ version }) => stand(version),
    remove: (_entry, remaining) => stand(remaining.at(-1) ?? "0"),
    /** `lockNum` in migrate.go. */
    advisoryLockKey: () => "9628173550095224",
  };
}
