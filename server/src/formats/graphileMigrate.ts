import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts } from "./drafts.ts";
import type {
  DraftFile,
  FileTree,
  FormatProblem,
  Ledger,
  Migration,
  MigrationDraft,
  Project,
} from "./format.ts";
import { graphileHeader, type GraphileHeader } from "./graphileHeader.ts";
import { textOf } from "./ledgers.ts";
import { problemAt } from "./markers.ts";
import { byName } from "./paths.ts";
import { firstLine, readText, trimmed } from "./sections.ts";
import { byNumber, duplicateVersions } from "./versions.ts";

const committed = /^committed\/([0-9]+)(?:-([-_a-zA-Z0-9]*))?\.sql$/;
const current = /^current(?:\.sql|\/[0-9]+(?:-[-_a-zA-Z0-9]*)?\.sql)$/;
const noTransaction = /^--!\s*no-transaction\b/;
/** What its settings may fill in: `:DATABASE_NAME`, `:DATABASE_OWNER` and their own. */
const placeholder = "(?<![:\\w]):[A-Z][0-9A-Z_]+\\b";
const table = "graphile_migrate.migrations";

/**
 * graphile-migrate (https://github.com/graphile/migrate, dist/migration.js read and run at 1.4.1): committed files, each
 * with its hash and that of the one before it, sent as one string in a transaction with the ledger. What is being
 * written stands in `current.sql` and is run again at each save; its migrate command leaves it alone, and so do we.
 */
export const graphileMigrate = defineFormat({
  id: "graphile-migrate",
  label: "graphile-migrate",
  documentation: "https://github.com/graphile/migrate",
  signs: [".gmrc", ".gmrc.js", ".gmrc.json"],
  refuses: [],
  hasDown: false,
  // fs.readFile(…, "utf8") keeps it, and it hides the headers.
  byteOrderMark: "sent",
  canAutocommit: true,
  beginsFiles: true,
  accepts: { placeholders: ["psql"], copyData: false, metaCommands: false },
  detect: (tree) => {
    if (!tree.paths.some((path) => committed.test(path))) return 0;
    return tree.paths.some((path) => committed.test(path) && (tree.text(path) ?? "").startsWith("--! "))
      ? 1
      : 0.5;
  },
  read,
  seal,
  begins: "A new migration is written in current.sql, and `graphile-migrate commit` makes a file of it.",
  ledger: ledger(),
  write,
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const migrations = committedPaths(tree).map((path) => migrationOf(tree, path, problems));
  problems.push(...duplicateVersions(migrations, (version) => version), ...broken(tree));
  const drafts = tree.paths.filter((path) => current.test(path)).sort(byName);
  return {
    format: "graphile-migrate",
    migrations: [...migrations, ...drafts.map((path) => draftOf(tree, path, problems))],
    problems,
  };
}

function committedPaths(tree: FileTree): readonly string[] {
  const number = (path: string): string => committed.exec(path)?.[1] ?? "0";
  return tree.paths
    .filter((path) => committed.test(path))
    .sort((one, other) => byNumber(number(one), number(other)) || byName(one, other));
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): Migration {
  const [, version = "", slug = ""] = committed.exec(path) ?? [];
  const text = readText(tree, path, problems) ?? "";
  const { hash, bodyStart } = graphileHeader(text);
  const checksum = hash === undefined ? {} : { checksum: hash };
  const sections = [sectionOf(path, text, bodyStart)];
  return { version, name: slug, sections, paths: [path], ...checksum };
}

function draftOf(tree: FileTree, path: string, problems: FormatProblem[]): Migration {
  const text = readText(tree, path, problems) ?? "";
  const version = path.replace(/\.sql$/, "");
  return { version, name: "", sections: [sectionOf(path, text, 0)], paths: [path], draft: true };
}

function sectionOf(path: string, text: string, bodyStart: number) {
  const body = trimmed(text, { start: bodyStart, end: text.length });
  const common = { direction: "up", path, splits: false, fillsIn: placeholder } as const;
  const first = text.slice(body.start, body.end).split("\n", 1)[0] ?? "";
  if (!noTransaction.test(first)) return { ...common, span: body, transaction: "single" } as const;
  // A carriage return ends the comment for PostgreSQL, and what follows it is sent.
  const start = body.start + (first.split("\r", 1)[0] ?? "").length;
  return { ...common, span: trimmed(text, { start, end: body.end }), transaction: "implicit" } as const;
}

/** As getAllMigrations and runCommittedMigration refuse it. */
function broken(tree: FileTree): readonly FormatProblem[] {
  const problems: FormatProblem[] = [];
  let before: string | undefined;
  for (const path of committedPaths(tree)) {
    const text = tree.text(path);
    if (text === undefined) continue;
    const header = graphileHeader(text);
    const at = firstLine(text);
    const wrong = wrongHeader(header, before) ?? wrongHash(text, header);
    if (wrong !== undefined) problems.push({ ...problemAt(path, at, ...wrong), sealed: true });
    before = header.hash;
  }
  return problems;
}

type Wrong = readonly [code: string, message: string, refuses: "project" | "file"];

function wrongHeader(header: GraphileHeader, before: string | undefined): Wrong | undefined {
  const refuses = (why: string): Wrong => [
    "bad-header",
    `graphile-migrate refuses this project: ${why}`,
    "project",
  ];
  if (header.previous === undefined) return refuses("this file has no `--! Previous:` line.");
  if (header.hash === undefined) return refuses("this file has no `--! Hash:` line.");
  if (!header.ended)
    return refuses("an empty line must follow the headers, and lines must end with LF alone.");
  const previous = header.previous === "-" ? undefined : header.previous;
  if (previous === before) return undefined;
  return refuses(
    `\`--! Previous:\` must be ${before ?? "-"}, the hash of the file before it. A file was changed or taken out after another was committed on it.`,
  );
}

function wrongHash(text: string, header: GraphileHeader): Wrong | undefined {
  const isRight = hashOf(text, header) === header.hash;
  if (isRight === !header.allowsInvalid) return undefined;
  const message = isRight
    ? "graphile-migrate refuses this file: `--! AllowInvalidHash` stands in it, and its hash is right."
    : "graphile-migrate refuses this file: its text is not the one that `--! Hash:` was made of.";
  return ["bad-hash", message, "file"];
}

function hashOf(text: string, { previous, bodyStart }: GraphileHeader): string {
  return hash(text.slice(bodyStart), previous === "-" || previous === undefined ? "" : previous);
}

/** As dist/hash.js; JavaScript's trim on both sides. */
function hash(body: string, previous: string): string {
  const text = `${`${previous}\n${`${body.trim()}\n`.trim()}`.trim()}\n`;
  return `sha1:${bytesToHex(sha1(utf8ToBytes(text)))}`;
}

/** The chain of hashes, made anew from the first file on that does not fit. */
function seal(tree: FileTree): readonly DraftFile[] {
  const files: DraftFile[] = [];
  let before = "-";
  for (const path of committedPaths(tree)) {
    const text = tree.text(path) ?? "";
    const header = graphileHeader(text);
    if (header.previous === undefined || header.hash === undefined || header.allowsInvalid) return files;
    const now = hash(text.slice(header.bodyStart), before === "-" ? "" : before);
    if (now !== header.hash || header.previous !== before) {
      const head = text
        .slice(0, header.bodyStart)
        .replace(/^(--! Previous:).*$/m, `$1 ${before}`)
        .replace(/^(--! Hash:).*$/m, `$1 ${now}`);
      files.push({ path, content: head + text.slice(header.bodyStart), replaces: true });
    }
    before = now;
  }
  return files;
}

function write(drafts: readonly MigrationDraft[], project: Project, now: string): readonly DraftFile[] {
  const done = project.migrations.filter(({ draft }) => draft !== true);
  let previous = done.at(-1)?.checksum;
  const numbering = { kind: "sequence", width: 6 } as const;
  return numberDrafts(drafts, { ...project, migrations: done }, now, undefined, numbering).map(
    ({ draft, number }) => {
      const body = `${draft.autocommit ? "--! no-transaction\n" : ""}${draft.up}\n`;
      const own = hash(body, previous ?? "");
      const message = draft.name.replaceAll("_", " ");
      const head = `--! Previous: ${previous ?? "-"}\n--! Hash: ${own}\n--! Message: ${message}\n\n`;
      previous = own;
      const slug = draft.name.replace(/[^-_a-zA-Z0-9]+/g, "-");
      return { path: `committed/${number}-${slug.replaceAll("_", "-")}.sql`, content: head + body };
    },
  );
}

function ledger(): Ledger {
  const key = (version: string): string => `${version}.sql`;
  return {
    table,
    create: [
      "CREATE SCHEMA IF NOT EXISTS graphile_migrate",
      `CREATE TABLE IF NOT EXISTS ${table} (hash text PRIMARY KEY, previous_hash text REFERENCES ${table}, ` +
        "filename text NOT NULL, date timestamptz NOT NULL DEFAULT now())",
      "CREATE TABLE IF NOT EXISTS graphile_migrate.current (filename text PRIMARY KEY DEFAULT 'current.sql', " +
        "content text NOT NULL, date timestamptz NOT NULL DEFAULT now())",
    ],
    select: `SELECT filename, hash FROM ${table} ORDER BY filename`,
    key,
    read: (row) => {
      const [version, checksum] = [textOf(row, "filename"), textOf(row, "hash")];
      if (version === undefined) return undefined;
      return { version, ...(checksum === undefined ? {} : { checksum }) };
    },
    cumulative: false,
    // getMigrationsAfter: what does not stand behind the newest that is applied.
    passesOver: (own, applied) => applied.some(({ version }) => version > own),
    record: ({ version, checksum }) => [
      {
        text:
          `INSERT INTO ${table} (hash, previous_hash, filename) VALUES ($1, ` +
          `(SELECT hash FROM ${table} WHERE filename < $2 ORDER BY filename DESC LIMIT 1), $2)`,
        values: [checksum ?? "", key(version)],
      },
    ],
    remove: ({ version }) => [{ text: `DELETE FROM ${table} WHERE filename = $1`, values: [key(version)] }],
    /** `ADVISORY_LOCK_MIGRATE` in dist/pgReal.js; it fails where that is taken. */
    advisoryLockKey: () => "4727445306447283",
  };
}
