import { parse } from "smol-toml";
import {
  type DraftFile,
  type FileTree,
  type FormatProblem,
  type Migration,
  type Project,
  type Section,
} from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps, type NumberedDraft } from "./drafts.ts";
import { versionLedger } from "./ledgers.ts";
import { problemAt } from "./markers.ts";
import { byName } from "./paths.ts";
import { firstLine, wholeFile } from "./sections.ts";
import { duplicateVersions } from "./versions.ts";

const upFile = /^(\d[\d-]*_[^/]*|\d[\d-]*)\/up\.sql$/;
const dashedDate = /^\d{4}-\d\d-\d\d-\d{6}/;

/**
 * Diesel (https://github.com/diesel-rs/diesel, diesel_migrations): a folder for each migration. Its version is the
 * folder's name up to the first `_`, without dashes, ordered as text. A file is sent as one string; in a
 * transaction unless metadata.toml says otherwise.
 */
export const diesel = defineFormat({
  id: "diesel",
  label: "Diesel",
  signs: ["diesel.toml"],
  documentation: "https://docs.rs/diesel_migrations/latest/diesel_migrations/",
  refuses: [],
  hasDown: true,
  // The file is read to a String, which keeps it (diesel_migrations, file_based_migrations.rs).
  byteOrderMark: "sent",
  canAutocommit: true,
  detect: (tree) => (tree.paths.some((path) => upFile.test(path)) ? 0.9 : 0),
  read,
  ledger: {
    ...versionLedger(
      "__diesel_schema_migrations",
      "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, " +
        "run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
    ),
    bySearchPath: true,
  },
  downPlace: ({ paths: [path = ""] }) =>
    path.endsWith("/up.sql")
      ? { path: path.replace(/up\.sql$/, "down.sql"), isNew: true, before: "" }
      : undefined,
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, timestamps, secondsOf).flatMap((numbered) =>
      draftFiles(numbered, project),
    ),
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const files = new Set(tree.paths);
  const migrations = foldersOf(tree)
    .filter((folder) => files.has(`${folder}/up.sql`))
    .map((folder) => migrationOf(tree, folder, files, problems))
    .sort((left, right) => byName(left.version, right.version) || byName(left.name, right.name));
  problems.push(...duplicateVersions(migrations, (version) => version), ...foldersWithoutUp(tree, files));
  return { format: "diesel", migrations, problems };
}

/** Diesel looks at every folder that is not hidden, whatever its name; files beside them are not its business. */
function foldersOf(tree: FileTree): readonly string[] {
  const folders = tree.paths
    .filter((path) => path.includes("/") && !path.startsWith("."))
    .map((path) => path.slice(0, path.indexOf("/")));
  return [...new Set(folders)].sort(byName);
}

function migrationOf(
  tree: FileTree,
  folder: string,
  files: ReadonlySet<string>,
  problems: FormatProblem[],
): Migration {
  const [prefix = "", ...rest] = folder.split("_");
  const transaction = inTransaction(tree, folder, files, problems) ? "single" : "implicit";
  const sections: Section[] = [wholeFile(tree, `${folder}/up.sql`, "up", transaction, problems)];
  if (files.has(`${folder}/down.sql`)) {
    sections.push(wholeFile(tree, `${folder}/down.sql`, "down", transaction, problems));
  }
  problems.push(...emptyFiles(tree, sections));
  const metadata = `${folder}/metadata.toml`;
  const paths = sections.map((section) => section.path);
  return {
    version: prefix.replaceAll("-", ""),
    name: rest.join("_"),
    sections,
    paths: files.has(metadata) ? [...paths, metadata] : paths,
  };
}

/** Diesel refuses to run a file of zero bytes. */
function emptyFiles(tree: FileTree, sections: readonly Section[]): readonly FormatProblem[] {
  return sections
    .filter((section) => tree.text(section.path) === "")
    .map(({ path, span, direction }) =>
      problemAt(
        path,
        span,
        "empty-file",
        "Diesel refuses to run an empty file. A comment in it will do.",
        direction,
      ),
    );
}

/**
 * As migrations_internals reads it: without the file, or where it is not TOML, true; where the file is there but
 * lacks the key, false, since the field's default is that of a bool.
 */
function inTransaction(
  tree: FileTree,
  folder: string,
  files: ReadonlySet<string>,
  problems: FormatProblem[],
): boolean {
  const path = `${folder}/metadata.toml`;
  if (!files.has(path)) return true;
  const text = tree.text(path) ?? "";
  try {
    return parse(text)["run_in_transaction"] === true;
  } catch {
    const message =
      "This is not valid TOML; Diesel ignores it without a word and runs the migration in a transaction.";
    problems.push(problemAt(path, firstLine(text), "bad-directive", message));
    return true;
  }
}

function foldersWithoutUp(tree: FileTree, files: ReadonlySet<string>): readonly FormatProblem[] {
  return foldersOf(tree)
    .filter((folder) => !files.has(`${folder}/up.sql`))
    .map((folder) => {
      const path = tree.paths.find((candidate) => candidate.startsWith(`${folder}/`)) ?? folder;
      const down = files.has(`${folder}/down.sql`);
      const message = `Diesel refuses this project: the folder ${folder} holds no up.sql.`;
      return problemAt(
        path,
        { start: 0, end: 0 },
        down ? "down-without-up" : "missing-script",
        message,
        "project",
      );
    });
}

/** Newer versions append four digits that count within a second; they are left out of the number. */
function secondsOf(migration: Migration): string | undefined {
  const digits = /^\d+/.exec(migration.version)?.[0];
  return digits !== undefined && digits.length > 14 ? digits.slice(0, 14) : digits;
}

function draftFiles({ draft, number }: NumberedDraft, project: Project): readonly DraftFile[] {
  const folder = `${folderNumber(number, project)}_${draft.name}`;
  const files = [
    { path: `${folder}/up.sql`, content: `${draft.up}\n` },
    { path: `${folder}/down.sql`, content: `${draft.down ?? "-- Nothing to undo."}\n` },
  ];
  if (!draft.autocommit) return files;
  return [...files, { path: `${folder}/metadata.toml`, content: "run_in_transaction = false\n" }];
}

/** `diesel migration generate` writes dashes, and `-0000` since 2.3; an older project keeps its own style. */
function folderNumber(number: string, project: Project): string {
  const newest = project.migrations.at(-1)?.paths[0];
  if (number.length !== 14 || (newest !== undefined && !dashedDate.test(newest))) return number;
  const date = `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}-${number.slice(8)}`;
  return newest === undefined || /^\d{4}-\d\d-\d\d-\d{6}-\d{4}/.test(newest) ? `${date}-0000` : date;
}
