import type { Format, FormatProblem, Migration } from "../formats/format.ts";
import { readOnlyMessage } from "../formats/named.ts";
import type { MigrationStatus } from "../run/migrationStatus.ts";
import type { LoadedProject } from "./load.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** How the ledger of the database of `--database` knows a project's migrations, by version. Throws a UsageError where it tells none. */
export async function statesIn(
  { folder, format }: LoadedProject,
  options: Options,
  output: Output,
): Promise<ReadonlyMap<string, MigrationStatus>> {
  const refusal = readOnlyMessage(format);
  if (refusal !== undefined) throw new UsageError(refusal, { path: shown(folder) });
  const found = new Map<string, MigrationStatus>();
  const asked = { ...options, paths: [folder] };
  const said: string[] = [];
  const heard: Output = { ...output, err: (line) => void said.push(line) };
  const status = await withEngine(asked, heard, async (engine, project, signal) => {
    const { statuses } = await engine.status(project, signal);
    for (const each of statuses) found.set(each.version, each);
    return 0;
  });
  if (status === 0) return found;
  const why = said.map((line) => line.replace(/^lockkeeper: /u, "")).join(" ");
  throw new UsageError(`what the database has applied is not known. ${why}`);
}

/** Projects of which what the database has applied, as it is, is history besides what is so already. */
export async function withoutApplied(
  projects: readonly LoadedProject[],
  options: Options,
  output: Output,
): Promise<readonly LoadedProject[]> {
  const found: LoadedProject[] = [];
  for (const project of projects)
    // What no tool runs is in no ledger.
    found.push(project.loose ? project : narrowed(project, await statesIn(project, options, output)));
  return found;
}

/** A file is history where all of its migrations are: some tools keep several in one. */
export function narrowed(
  project: LoadedProject,
  states: ReadonlyMap<string, MigrationStatus>,
): LoadedProject {
  const { format, tree, isNew } = project;
  const pending = new Set<string>();
  const applied = new Set<string>();
  const ledgerProblems: FormatProblem[] = [];
  for (const migration of format.read(tree).migrations) {
    const status = states.get(migration.version);
    for (const path of migration.paths) (status?.state === "applied" ? applied : pending).add(path);
    if (status?.state === "changed" && migration.repeatable !== true)
      ledgerProblems.push(edited(format, migration, status));
  }
  const isApplied = (path: string): boolean => applied.has(path) && !pending.has(path);
  return { ...project, ledgerProblems, isNew: (path) => !isApplied(path) && isNew?.(path) !== false };
}

function edited({ refuses, label }: Format, { paths }: Migration, { note }: MigrationStatus): FormatProblem {
  const otherwise = refuses.includes("changed")
    ? `${label} refuses to go on: its file changed since it was applied to this database.`
    : "Its file changed since it was applied to this database, which does not run it again.";
  return {
    code: "edited",
    path: paths[0] ?? "",
    span: { start: 0, end: 0 },
    message: note ?? `${otherwise} Leave it as it was, and write a new migration.`,
  };
}
