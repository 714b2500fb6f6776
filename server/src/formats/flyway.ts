import {
  type DraftFile,
  type FileTree,
  type FormatProblem,
  type Migration,
  type Project,
  type Section,
} from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { newestFolder, numberDrafts, type NumberedDraft } from "./drafts.ts";
import { flywayLedger } from "./flywayLedger.ts";
import { compareVersions, flywayName, flywayVersionKey, type FlywayName } from "./flywayNames.ts";
import { flywayTransaction, keepsPlaceholders } from "./flywayTransaction.ts";
import { problemAt } from "./markers.ts";
import { byName, join } from "./paths.ts";
import { readText, trimmed } from "./sections.ts";
import { duplicateVersions } from "./versions.ts";

/**
 * Flyway (https://github.com/flyway/flyway, read at 11): `V` migrations by version with `U` as their down, then
 * `R` by description. Flyway splits a file itself; one statement that cannot run in a transaction takes the whole
 * file out of it. Files may lie in subfolders.
 */
export const flyway = defineFormat({
  id: "flyway",
  label: "Flyway",
  signs: ["flyway.conf", "flyway.toml"],
  documentation: "https://documentation.red-gate.com/flyway/flyway-concepts/migrations",
  // `migrate` validates first; what is newer than every file counts as future and is let pass.
  refuses: ["changed", "missing-before", "out-of-order"],
  hasDown: true,
  // Connection.restoreOriginalState and changeCurrentSchemaTo, before each migration.
  resets: ["role", "search_path"],
  // Placeholders are replaced unless that is turned off; rows after COPY are sent as such.
  accepts: { placeholders: ["${}"], copyData: true, metaCommands: false },
  // BomStrippingReader.
  byteOrderMark: "removed",
  canAutocommit: true,
  detect: (tree) => {
    const names = namesOf(tree);
    return names.some(({ kind }) => kind === "V" || kind === "B") ? 0.95 : names.length > 0 ? 0.6 : 0;
  },
  read,
  ledger: flywayLedger,
  downPlace: ({ paths: [path = ""], repeatable }) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const name = path.slice(folder.length);
    const isVersioned = repeatable !== true && name.startsWith("V");
    return isVersioned ? { path: `${folder}U${name.slice(1)}`, isNew: true, before: "" } : undefined;
  },
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, { kind: "sequence", width: 1 }, digitsOf).flatMap((numbered) =>
      draftFiles(numbered, project),
    ),
});

function namesOf(tree: FileTree): readonly FlywayName[] {
  return [...tree.paths].sort(byName).flatMap((path) => flywayName(path) ?? []);
}

/** What the reading of each file looks up. */
interface Folder {
  readonly tree: FileTree;
  /** By their version, see `flywayVersionKey`; the first of each. */
  readonly undos: ReadonlyMap<string, FlywayName>;
  readonly confs: ReadonlySet<string>;
  readonly problems: FormatProblem[];
}

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const names = namesOf(tree);
  const undos = names.filter(({ kind }) => kind === "U");
  const folder: Folder = {
    tree,
    undos: new Map(undos.toReversed().map((undo) => [flywayVersionKey(undo.version), undo])),
    confs: new Set(tree.paths.filter((path) => path.endsWith(".conf"))),
    problems,
  };
  const versioned = names
    .filter(({ kind }) => kind === "V")
    .sort((left, right) => compareVersions(left.version, right.version))
    .map((name) => migrationOf(folder, name));
  const repeatable = names
    .filter(({ kind }) => kind === "R")
    .sort((left, right) => byName(left.description, right.description))
    .map((name) => ({ ...migrationOf(folder, name), repeatable: true }));
  problems.push(...duplicateVersions(versioned, flywayVersionKey), ...duplicateRepeatables(repeatable));
  const known = new Set(versioned.map(({ version }) => flywayVersionKey(version)));
  problems.push(...undos.filter(({ version }) => !known.has(flywayVersionKey(version))).map(withoutVersion));
  problems.push(...names.filter(({ kind }) => kind === "B").map(baseline));
  return { format: "flyway", migrations: [...versioned, ...repeatable], problems };
}

function migrationOf(folder: Folder, name: FlywayName): Migration {
  const undo = name.kind === "V" ? folder.undos.get(flywayVersionKey(name.version)) : undefined;
  const files = undo === undefined ? [name] : [name, undo];
  const paths = files.map(({ path }) => path);
  return {
    version: name.kind === "R" ? `R__${name.description}` : name.version,
    name: name.description,
    sections: files.flatMap(({ path, kind }) => sectionOf(folder, path, kind === "U" ? "down" : "up")),
    paths: [...paths, ...paths.map((path) => `${path}.conf`).filter((path) => folder.confs.has(path))],
  };
}

function sectionOf(
  { tree, confs, problems }: Folder,
  path: string,
  direction: "up" | "down",
): readonly Section[] {
  const text = readText(tree, path, problems);
  if (text === undefined) return [];
  const conf = confs.has(`${path}.conf`) ? tree.text(`${path}.conf`) : undefined;
  const sent = flywayTransaction(path, text, conf);
  problems.push(...sent.problems);
  const span = trimmed(text, { start: 0, end: text.length });
  const kept = keepsPlaceholders(conf) ? { keepsPlaceholders: true } : {};
  return [{ direction, path, span, transaction: sent.transaction, splits: true, ...kept }];
}

/** "Found more than one repeatable migration with description". */
function duplicateRepeatables(repeatable: readonly Migration[]): readonly FormatProblem[] {
  const seen = new Set<string>();
  return repeatable
    .filter(({ name }) => seen.size === seen.add(name).size)
    .map(({ name, paths }) => {
      const message = `Flyway refuses this project: another repeatable migration is called ${name}, too.`;
      return problemAt(paths[0] ?? "", { start: 0, end: 0 }, "duplicate-version", message, "project");
    });
}

function withoutVersion(undo: FlywayName): FormatProblem {
  const message = `${undo.path} undoes version ${undo.version}, but there is no V file of that version.`;
  return problemAt(undo.path, { start: 0, end: 0 }, "down-without-up", message);
}

/** On an empty database a baseline stands for all versions up to its own; those are read instead. */
function baseline(name: FlywayName): FormatProblem {
  const message =
    `${name.path} is a baseline: on an empty database Flyway runs it instead of the versions up to ` +
    `${name.version}. Those versions are analysed here, the baseline is not.`;
  return problemAt(name.path, { start: 0, end: 0 }, "baseline-not-analysed", message);
}

/** Whole numbers only: versions such as 1.2 go on after their first part. */
function digitsOf(migration: Migration): string | undefined {
  return migration.repeatable === true ? undefined : /^\d+/.exec(migration.version)?.[0];
}

function draftFiles({ draft, number }: NumberedDraft, project: Project): readonly DraftFile[] {
  const stem = `${number}__${draft.name}.sql`;
  const folder = newestFolder(project);
  const files = [{ path: join(folder, `V${stem}`), content: `${draft.up}\n` }];
  if (draft.down !== undefined) files.push({ path: join(folder, `U${stem}`), content: `${draft.down}\n` });
  if (!draft.autocommit) return files;
  const conf = files.map(({ path }) => ({ path: `${path}.conf`, content: "executeInTransaction=false\n" }));
  return [...files, ...conf];
}
