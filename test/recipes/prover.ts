import type pg from "pg";
import type { MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import type { Recipe } from "../../server/src/recipes/recipe.ts";
import { rules } from "../../server/src/rules/index.ts";
import { atLeast, type LockMode } from "../../server/src/interpret/locks.ts";
import { observe, takeBaseline } from "../../server/src/run/observe.ts";
import { split } from "../../server/src/sql/split.ts";
import type { TestProject } from "./projects.ts";

/** What is wrong with the text of the migrations that a plan changed or wrote. */
export function textFaults(recipe: Recipe, before: TestProject, after: TestProject): readonly string[] {
  const mends = rules.filter(({ recipes }) => recipes.includes(recipe.id)).map(({ id }) => id);
  const known = new Set(before.analysis.project.problems.map(({ code }) => code));
  const faults = after.analysis.project.problems
    .filter(({ code }) => !known.has(code))
    .map(({ path, message }) => `${path}: ${message}`);
  const told = new Set(before.analysis.migrations.flatMap(toldOf));
  for (const migration of changed(before, after)) {
    for (const { path, direction, statements, problems } of migration.sections) {
      for (const { message } of problems) faults.push(`${path}: ${message}`);
      for (const { statement, findings, notAnalysed } of statements) {
        if (statement.problem !== undefined) faults.push(`${path}: ${statement.problem.message}`);
        if (notAnalysed !== undefined && statement.kind !== "DoStmt") faults.push(`${path}: ${notAnalysed}`);
        for (const { rule, severity, message } of findings) {
          const isMended = direction === "up" && mends.includes(rule);
          // What is told of the user's own statement was told before.
          // Nor is it news that the down drops the foreign key, with the limit for which that rule asks.
          // An index of a partitioned table goes in no other way.
          const undoes =
            direction === "down" &&
            (rule === "drops-foreign-key" ||
              (rule === "drop-index-blocks-reads" && /partitioned/.test(message)));
          // The step says itself that it passes the table's own triggers by, and which role it needs for that.
          const isSaid = rule === "disables-triggers" && statement.text.includes("session_replication_role");
          // A trigger of the user's that names what goes stops writes once it is gone, by the original statement too.
          const isAlike = rule === "trigger-stops-writes" && told.has(rule);
          const isNew =
            severity !== "info" && !told.has(`${rule} ${statement.text}`) && !undoes && !isSaid && !isAlike;
          if (isNew || isMended) faults.push(`${path} ${direction}: ${rule}: ${message}`);
        }
      }
      if (direction === "up" && offered(recipe, after, migration))
        faults.push(`${path}: the recipe is offered again`);
    }
  }
  return faults;
}

function toldOf({ sections }: MigrationAnalysis): readonly string[] {
  return sections.flatMap(({ statements }) =>
    statements.flatMap(({ statement, findings }) =>
      findings.flatMap(({ rule }) => [rule, `${rule} ${statement.text}`]),
    ),
  );
}

function offered(recipe: Recipe, project: TestProject, migration: MigrationAnalysis): boolean {
  const up = migration.sections.find(({ direction }) => direction === "up");
  return (up?.statements ?? []).some((_statement, index) => recipe.applies(project.facts(migration, index)));
}

/** The migrations whose files a plan touched or made. */
export function changed(before: TestProject, after: TestProject): readonly MigrationAnalysis[] {
  return after.analysis.migrations.filter(({ migration }) =>
    migration.paths.some((path) => before.files.get(path) !== after.files.get(path)),
  );
}

/**
 * Runs the up section of a migration, statement by statement in one transaction, and tells the work that is done on
 * a table while a lock that blocks its writers is held. Undefined for what cannot run in a transaction.
 */
export async function workUnderLocks(
  client: pg.Client,
  project: TestProject,
  { migration }: MigrationAnalysis,
): Promise<readonly string[] | undefined> {
  const up = migration.sections.find(({ direction }) => direction === "up");
  const text = up === undefined ? "" : (project.files.get(up.path) ?? "").slice(up.span.start, up.span.end);
  if (/\bCONCURRENTLY\b|\bCOMMIT\b/i.test(text)) return undefined;
  const faults: string[] = [];
  const held = new Map<string, LockMode>();
  await client.query("BEGIN");
  const baseline = await takeBaseline(client);
  for (const { span } of split(text).pieces) {
    const sql = text.slice(span.start, span.end);
    const seen = await observe(client, sql, baseline);
    if (seen.error !== undefined) faults.push(`${sql}: ${seen.error.message}`);
    for (const { relation, mode } of seen.locks) {
      const known = held.get(relation);
      if (known === undefined || atLeast(mode, known)) held.set(relation, mode);
    }
    for (const { relation, kind } of seen.work) {
      const mode = held.get(relation);
      if (mode !== undefined && atLeast(mode, "SHARE"))
        faults.push(`${kind} of ${relation} under ${mode}: ${sql}`);
    }
  }
  await client.query("ROLLBACK");
  return faults;
}
