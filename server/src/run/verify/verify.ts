import type { Migration } from "../../formats/format.ts";
import type { RunProject } from "../project.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { goesBack } from "./goesBack.ts";
import type { VerifiedMigration, VerifyResult } from "./result.ts";
import { Trial } from "./trial.ts";

/**
 * Runs each migration up, down and up again on a scratch database whose tables hold rows, and compares schema and rows.
 * Every migration begins with those before it applied and rows in every table.
 */
export async function verifyProject(options: BenchOptions): Promise<VerifyResult> {
  const bench = await Bench.open(options);
  const { project, scratch, onProgress, signal } = options;
  const once = project.migrations.filter(({ repeatable }) => repeatable !== true);
  const migrations: VerifiedMigration[] = [];
  let state = await bench.look();
  const { major } = state.live;
  for (const [index, migration] of once.entries()) {
    signal.throwIfAborted();
    onProgress(`Verifying ${migration.version} ${migration.name}`.trimEnd());
    const trial = new Trial(bench, migration, once[index - 1]);
    const { verdict, end } = await trial.run(state);
    migrations.push(verdict);
    if (end === undefined) {
      const why = `Migration ${migration.version} before it cannot be applied.`;
      migrations.push(...once.slice(index + 1).map((each) => untried(project, each, why)));
      break;
    }
    state = end;
  }
  const stopped = migrations.some(({ badge }) => badge === "untried");
  for (const migration of project.migrations.filter(({ repeatable }) => repeatable === true))
    migrations.push(
      untried(
        project,
        migration,
        "A repeatable migration has no way back: it is run again whenever it changes.",
      ),
    );
  const notes = [...bench.notes, ...(stopped ? [] : await repeatables(bench, project))];
  return {
    database: `PostgreSQL ${scratch.facts.version}`,
    postgres: major,
    migrations,
    unfilled: [...bench.unfilled].map(([table, why]) => ({ table, why })),
    notes,
  };
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
