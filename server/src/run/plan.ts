import type { Format } from "../formats/format.ts";
import type { RunCommand } from "../protocol.ts";
import { sectionsOf } from "./project.ts";
import type { RunProject } from "./project.ts";
import { discrepanciesOf, refusedFile, refusedState } from "./refusals.ts";
import type { Refusal } from "./refusals.ts";
import { isBetween } from "./unfinished/stop.ts";
import type { PlannedStep } from "./plannedStep.ts";
import type { LedgerStatus, MigrationStatus } from "./migrationStatus.ts";

/** Ordered steps with what the user should know before, or why nothing can be done. */
export type RunPlan =
  | { readonly ok: true; readonly steps: readonly PlannedStep[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal };

export interface PlanRequest {
  readonly command: RunCommand;
  readonly version?: string | undefined;
  readonly steps?: number | undefined;
}

/** Whether it is a run that applies what is pending. */
export function goesUp({ command }: PlanRequest): boolean {
  return command === "up" || command === "upTo";
}

/** What a command would run, given what is applied. Pure; the ledger is read by the caller. */
export function planRun(
  project: RunProject,
  format: Format,
  status: LedgerStatus,
  request: PlanRequest,
): RunPlan {
  const unfinished = status.statuses.find(({ state }) => state === "unfinished");
  if (unfinished !== undefined)
    return { ok: false, refusal: dirty(unfinished, status.statuses.find(stoppedBetween)?.version) };
  const plan = planCommand(status, request);
  const up = request.command !== "down" && request.command !== "downTo";
  if (!plan.ok) {
    // A file that the tool cannot read lacks its section for that very reason.
    const migration = status.statuses.find(({ version }) => version === plan.refusal.version)?.migration;
    const direction = up ? "up" : "down";
    const refusal =
      migration === undefined ? undefined : refusedFile(project, format, [{ direction, migration }]);
    return refusal === undefined ? plan : { ok: false, refusal };
  }
  const refusal =
    refusedFile(project, format, plan.steps) ?? (up ? refusedState(format, status, plan.steps) : undefined);
  return refusal === undefined ? plan : { ok: false, refusal };
}

function dirty(unfinished: MigrationStatus, finishes: string | undefined): Refusal {
  return {
    code: "dirty",
    version: unfinished.version,
    message: unfinishedMessage(unfinished),
    reason: unfinishedReason(unfinished),
    ...(finishes === undefined ? {} : { finishes }),
  };
}

/** The schema shows which of its statements went through, and some did not. */
function stoppedBetween({ came }: MigrationStatus): boolean {
  return came !== undefined && (isBetween(came) || came.invalid !== undefined);
}

function planCommand(status: LedgerStatus, request: PlanRequest): RunPlan {
  switch (request.command) {
    case "up":
      return planUp(status, pending(status).slice(0, request.steps));
    case "upTo":
      return planUpTo(status, request.version);
    case "down":
      return planDown(newestApplied(status).slice(0, request.steps ?? 1));
    case "downTo":
      return planDownTo(status, request.version);
    case "redo":
      return planRedo(status, newestApplied(status).slice(0, request.steps ?? 1));
    default:
      return request.command satisfies never;
  }
}

function planUp(status: LedgerStatus, chosen: readonly MigrationStatus[]): RunPlan {
  const steps: PlannedStep[] = [];
  for (const { version, migration } of chosen) {
    if (migration === undefined) continue;
    if (sectionsOf(migration, "up").length === 0) {
      return refuse(
        "no-up-section",
        version,
        `Migration ${version} has no up section, so it cannot be applied.`,
      );
    }
    steps.push({ direction: "up", migration });
  }
  return { ok: true, steps, warnings: warningsBeforeUp(status, chosen) };
}

function planUpTo(status: LedgerStatus, version: string | undefined): RunPlan {
  const index = status.statuses.findIndex((migrationStatus) => migrationStatus.version === version);
  if (version === undefined || index < 0) return unknownVersion(version);
  const upTo = new Set(status.statuses.slice(0, index + 1));
  return planUp(
    status,
    pending(status).filter(
      (migrationStatus) => upTo.has(migrationStatus) && migrationStatus.migration?.repeatable !== true,
    ),
  );
}

function planDown(chosen: readonly MigrationStatus[]): RunPlan {
  const steps: PlannedStep[] = [];
  for (const { version, migration } of chosen) {
    if (migration === undefined) {
      return refuse(
        "migration-missing",
        version,
        `Migration ${version} is applied, but its file is not in the folder, so it cannot go down. Restore the file, or \`lockkeeper repair --unmark ${version}\` if it was never meant to stay.`,
      );
    }
    if (sectionsOf(migration, "down").length === 0) {
      return refuse(
        "no-down-section",
        version,
        `Migration ${version} has no down section, so it cannot go down. Write one, or restore from a backup.`,
      );
    }
    steps.push({ direction: "down", migration });
  }
  return { ok: true, steps, warnings: [] };
}

function planDownTo(status: LedgerStatus, version: string | undefined): RunPlan {
  const applied = newestApplied(status);
  const index = applied.findIndex((migrationStatus) => migrationStatus.version === version);
  if (
    version === undefined ||
    !status.statuses.some((migrationStatus) => migrationStatus.version === version)
  ) {
    return unknownVersion(version);
  }
  if (index < 0) {
    return refuse(
      "unknown-version",
      version,
      `Migration ${version} is not applied, so there is nothing to go down to. Choose an applied one.`,
    );
  }
  return planDown(applied.slice(0, index));
}

function planRedo(status: LedgerStatus, chosen: readonly MigrationStatus[]): RunPlan {
  const down = planDown(chosen);
  if (!down.ok) return down;
  const up = planUp(status, [...chosen].reverse());
  if (!up.ok) return up;
  return { ok: true, steps: [...down.steps, ...up.steps], warnings: [] };
}

/** Repeatable migrations count as pending again when they changed. */
function pending(status: LedgerStatus): readonly MigrationStatus[] {
  const due = status.statuses.filter(
    ({ state, migration, passedOver }) =>
      (state === "pending" && passedOver !== true) || (state === "changed" && migration?.repeatable === true),
  );
  return [
    ...due.filter(({ migration }) => migration?.repeatable !== true),
    ...due.filter(({ migration }) => migration?.repeatable === true),
  ];
}

function newestApplied(status: LedgerStatus): readonly MigrationStatus[] {
  return status.statuses
    .filter(({ state, migration }) => state !== "pending" && migration?.repeatable !== true)
    .reverse();
}

function warningsBeforeUp(status: LedgerStatus, chosen: readonly MigrationStatus[]): readonly string[] {
  const late = discrepanciesOf(status, "out-of-order", new Set()).filter((one) => chosen.includes(one));
  const changed = discrepanciesOf(status, "changed", new Set());
  const missing = discrepanciesOf(status, "missing", new Set());
  const passed = status.statuses.filter(({ passedOver }) => passedOver === true);
  const unseen = status.statuses.filter(({ isLate }) => isLate === true);
  return [
    ...unseen.map(({ version, note }) => `Migration ${version} is not run. ${note ?? ""}`.trimEnd()),
    ...passed.map(
      ({ version }) =>
        `Migration ${version} is not run, and its tool never runs it: what is applied already counts as newer.`,
    ),
    ...late.map(
      ({ version }) => `Migration ${version} is applied out of order: a newer one is applied already.`,
    ),
    ...changed.map(
      ({ version, note }) =>
        `Migration ${version} was edited after it had been applied.${note === undefined ? "" : ` ${note}`}`,
    ),
    ...missing.map(({ version }) => `Migration ${version} is applied, but its file is not in the folder.`),
  ];
}

function unknownVersion(version: string | undefined): RunPlan {
  const message =
    version === undefined
      ? "No migration was named. Name the version to go to."
      : `There is no migration ${version} in this folder. Check the version.`;
  return refuse("unknown-version", version, message);
}

function unfinishedMessage({ version, note }: MigrationStatus): string {
  return note ?? `Migration ${version} was begun and did not finish. See what of it is in the database.`;
}

/** Without how it is settled, for where that is offered as actions. */
function unfinishedReason({ stopped, begun }: MigrationStatus): string {
  if (begun?.working !== undefined)
    return `The server's process ${begun.working} still works on it, for a run that is gone.`;
  return `It was begun and did not finish. ${stopped ?? "What of it is in the database is not known."}`;
}

function refuse(code: string, version: string | undefined, message: string): RunPlan {
  return { ok: false, refusal: { code, version, message } };
}
