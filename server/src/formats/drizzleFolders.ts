import type { DraftFile, FileTree, FormatProblem, MigrationDraft, Project } from "./format.ts";
import { numberDrafts, timestamps } from "./drafts.ts";
import { followingSnapshot } from "./drizzleJournal.ts";
import { drizzleSection } from "./drizzleSections.ts";
import { problemAt } from "./markers.ts";
import { folderOf } from "./paths.ts";

const script = /^[^/]+\/migration\.sql$/;
const stamped = /^\d{14}/;

export function isFolders(paths: readonly string[]): boolean {
  return paths.some((path) => script.test(path));
}

/** Drizzle from 1.0 on: a folder for each migration, in the order of their names; the ledger keeps the names. */
export function readFolders(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const scripts = tree.paths
    .filter((path) => script.test(path))
    .sort((one, other) => folderOf(one).localeCompare(folderOf(other)));
  const migrations = scripts.map((path) => {
    const folder = folderOf(path);
    if (!stamped.test(folder)) problems.push(notStamped(path, folder));
    const name = folder.replace(/^\d+_?/, "");
    return { version: folder, name, sections: [drizzleSection(tree, path, problems)], paths: [path] };
  });
  const newest = scripts.at(-1);
  const path = newest === undefined ? undefined : snapshotOf(folderOf(newest));
  const snapshot = path === undefined ? undefined : tree.text(path);
  const companions = path === undefined || snapshot === undefined ? {} : { [path]: snapshot };
  return { format: "drizzle", migrations, problems, ...(snapshot === undefined ? {} : { companions }) };
}

function snapshotOf(folder: string): string {
  return `${folder}/snapshot.json`;
}

function notStamped(path: string, folder: string): FormatProblem {
  const message =
    `The folder ${folder} does not begin with the fourteen digits of a date and time, so Drizzle cannot write its ` +
    "ledger row. Rename it before it is applied.";
  return problemAt(path, { start: 0, end: 0 }, "bad-folder-name", message);
}

export function writeFolders(
  drafts: readonly MigrationDraft[],
  project: Project,
  now: string,
): readonly DraftFile[] {
  let [snapshot] = Object.values(project.companions ?? {});
  return numberDrafts(drafts, project, now, undefined, timestamps).flatMap(({ draft, number }) => {
    const folder = `${number}_${draft.name}`;
    snapshot = snapshot === undefined ? undefined : followingSnapshot(snapshot, folder);
    const sql = { path: `${folder}/migration.sql`, content: `${draft.up}\n` };
    return snapshot === undefined ? [sql] : [sql, { path: snapshotOf(folder), content: snapshot }];
  });
}
