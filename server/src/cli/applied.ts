import { readOnlyMessage } from "../formats/named.ts";
import type { MigrationStatus } from "../run/migrationStatus.ts";
import type { LoadedProject } from "./load.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** A migration as the ledger of the database knows it. */
type State = MigrationStatus["state"];

/** The states of a project's migrations in the database of `--database`, by version. Throws a UsageError where it tells none. */
export async function statesIn(
  { folder, format }: LoadedProject,
  options: Options,
  output: Output,
): Promise<ReadonlyMap<string, State>> {
  const refusal = readOnlyMessage(format);
  if (refusal !== undefined) throw new UsageError(refusal, { path: shown(folder) });
  const found = new Map<string, State>();
  const asked = { ...options, paths: [folder] };
  const said: string[] = [];
  const heard: Output = { ...output, err: (line) => void said.push(line) };
  const status = await withEngine(asked, heard, async (engine, project, signal) => {
    const { statuses } = await engine.status(project, signal);
    for (const { version, state } of statuses) found.set(version, state);
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
export function narrowed(project: LoadedProject, states: ReadonlyMap<string, State>): LoadedProject {
  const { format, tree, isNew } = project;
  const pending = new Set<string>();
  const applied = new Set<string>();
  for (const { version, paths } of format.read(tree).migrations)
    for (const path of paths) (states.get(version) === "applied" ? applied : pending).add(path);
  const isApplied = (path: string): boolean => applied.has(path) && !pending.has(path);
  return { ...project, isNew: (path) => !isApplied(path) && isNew?.(path) !== false };
}
