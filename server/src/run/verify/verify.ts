import type { Migration } from "../../formats/format.ts";
import type { VerifiedMigration, VerifyResult } from "../../protocol/verify.ts";
import type { RunProject } from "../project.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { goesBack } from "./goesBack.ts";
import type { State } from "./state.ts";
import { Trial } from "./trial.ts";

/**
 * Runs each migration up, down and up again on a scratch database whose tables hold rows, and compares schema and rows.
 * Every migration begins with those before it applied and rows in every table.
 */
export async function verifyProject(options: BenchOptions): Promise<VerifyResult> {
  const bench = await Bench.open(options);
  const { project, scratch } = options;
  const wanted = ({ version }: Migration): boolean => options.only?.has(version) !== false;
  const migrations: VerifiedMigration[] = [];
  const tell = (verdict: VerifiedMigration): void => {
    migrations.push(verdict);
    options.onVerified?.(verdict);
  };
  const start = await bench.look();
  const { major } = start.live;
  const isThrough = await inOrder(bench, start, wanted, tell);
  const again = project.migrations.filter(({ repeatable }) => repeatable === true);
  for (const migration of again.filter(wanted))
    tell(
      untried(project, migration, "A repeatable migration has no down: it is run again whenever it changes."),
    );
  const isWhole = isThrough && options.only === undefined;
  const notes = [...bench.notes, ...(isWhole ? await repeatables(bench, project) : [])];
  return {
    database: `PostgreSQL ${scratch.facts.version}`,
    postgres: major,
    migrations,
    unfilled: [...bench.unfilled].map(([table, why]) => ({ table, why })),
    notes,
  };
}

/** Tries those that are wanted, one after the other; whether all could be applied. */
async function inOrder(
  bench: Bench,
  start: State,
  wanted: (migration: Migration) => boolean,
  tell: (verdict: VerifiedMigration) => void,
): Promise<boolean> {
  const { project, onProgress, signal } = bench.options;
  const once = project.migrations.filter(({ repeatable }) => repeatable !== true);
  const stop = (from: number, version: string): false => {
    const why = `Migration ${version} before it cannot be applied.`;
    for (const each of once.slice(from).filter(wanted)) tell(untried(project, each, why));
    return false;
  };
  let state: State | undefined = start;
  for (const [index, migration] of once.entries()) {
    signal.throwIfAborted();
    const previous = once[index - 1];
    if (!wanted(migration)) {
      state = undefined;
      continue;
    }
    onProgress(`Verifying ${migration.version} ${migration.name}`.trimEnd());
    state ??= await bench.at(previous);
    if (state === undefined) return stop(index, previous?.version ?? "");
    const { verdict, end } = await new Trial(bench, migration, previous).run(state);
    tell(verdict);
    if (end === undefined) return stop(index + 1, migration.version);
    state = end;
  }
  return true;
}

/** They run after all others; here only whether they do is of interest. */
async function repeatables(bench: Bench, project: RunProject): Promise<readonly string[]> {
  if (!project.migrations.some(({ repeatable }) => repeatable === true)) return [];
  const failure = await bench.run("up");
  return failure === undefined ? [] : [`A repeatable migration fails: ${failure.message}`];
}

function untried(project: RunProject, migration: Migration, why: string): VerifiedMigration {
  return {
    migration: migration.version,
    name: migration.name,
    path: migration.paths[0] ?? "",
    badge: "untried",
    down: goesBack(project, migration) ? "written" : "missing",
    lost: [],
    left: [],
    notes: [why],
  };
}
