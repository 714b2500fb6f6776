import type { Direction, Format, Section, TransactionMode } from "../formats/format.ts";
import { planRun } from "./plan.ts";
import type { PlanRequest } from "./plan.ts";
import type { Refusal } from "./refusals.ts";
import { sectionsOf } from "./project.ts";
import type { RunProject } from "./project.ts";
import type { LedgerStatus } from "./migrationStatus.ts";

/** What a run would do. */
export interface DryRun {
  readonly steps: readonly DryStep[];
  readonly warnings: readonly string[];
  readonly refusal: Refusal | undefined;
}

export interface DryStep {
  readonly version: string;
  readonly name: string;
  readonly direction: Direction;
  readonly sections: readonly {
    readonly path: string;
    readonly transaction: TransactionMode;
    readonly sql: string;
  }[];
}

/** The plan with its SQL, as it would be sent. Pure. */
export function dryRun(
  project: RunProject,
  format: Format,
  status: LedgerStatus,
  request: PlanRequest,
): DryRun {
  const plan = planRun(project, format, status, request);
  if (!plan.ok) return { steps: [], warnings: [], refusal: plan.refusal };
  const steps = plan.steps.map(({ migration, direction }) => ({
    version: migration.version,
    name: migration.name,
    direction,
    sections: sectionsOf(migration, direction).map((section) => ({
      path: section.path,
      transaction: section.transaction,
      sql: sqlOf(project, section),
    })),
  }));
  return { steps, warnings: plan.warnings, refusal: undefined };
}

function sqlOf(project: RunProject, section: Section): string {
  return (project.files[section.path] ?? "").slice(section.span.start, section.span.end).trim();
}
