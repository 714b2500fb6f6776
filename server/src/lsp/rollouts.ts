import { surroundingsOf } from "../formats/format.ts";
import { finishRollout, pendingRollouts, rolloutsIn, type Rollout } from "../recipes/rollouts.ts";
import { rolloutSteps } from "../recipes/rolloutSteps.ts";
import { isAbsent, notYet, unmet } from "../recipes/preconditions.ts";
import type {
  MigrationState,
  QueryResult,
  Reply,
  RolloutItem,
  RolloutStepItem,
  RunFailure,
} from "../protocol.ts";
import { plainFailure } from "../run/runError.ts";
import { rangeOf } from "./fileView.ts";
import type { ProjectModel } from "./projectModel.ts";
import type { ShownStatus } from "./shownStatus.ts";

/**
 * The rollouts of a project that are under way: those that are still to be finished, and those of whose last phase the
 * database lacks a migration. `statuses` is undefined while no database is connected.
 */
export function rolloutItems(
  model: ProjectModel,
  statuses: readonly ShownStatus[] | undefined,
): readonly RolloutItem[] {
  const { source } = model.setup;
  const states = new Map(statuses?.map(({ version, state }) => [version, state]));
  return rolloutsIn(model.analysis.project, (path) => source.text(path))
    .map((rollout) => ({ rollout, steps: stepsOf(model, rollout, states) }))
    .filter(({ rollout, steps }) => rollout.endedBy === undefined || lacksOne(steps))
    .map(({ rollout: { id, title, path, span }, steps }) => ({
      ...{ id, title, steps },
      ...{ uri: source.uri(path), range: rangeOf(source.document(path), span) },
    }));
}

function lacksOne(steps: readonly RolloutStepItem[]): boolean {
  return steps.some(
    (step) => step.kind === "migration" && (step.state === "pending" || step.state === "unfinished"),
  );
}

function stepsOf(
  { analysis, setup: { source } }: ProjectModel,
  rollout: Rollout,
  states: ReadonlyMap<string, MigrationState>,
): readonly RolloutStepItem[] {
  const preconditions = rollout.pending.preconditions.map(({ label }) => label);
  return rolloutSteps(rollout, analysis.project, (path) => source.text(path)).map((step) => {
    if (step.kind === "deploy") return step;
    if (step.kind === "finish") return { ...step, preconditions };
    const { kind, migration, path, at, phase, titles } = step;
    const { version, name } = migration;
    return {
      ...{ kind, version, name, phase, titles },
      ...{ uri: source.uri(path), range: rangeOf(source.document(path), { start: at, end: at }) },
      state: states.get(version) ?? "unknown",
    };
  });
}

type Files = { readonly files: readonly { readonly uri: string; readonly content: string }[] };

/** Checks on the database whether a rollout may end, and gives the files of its last phase. */
export async function finish(
  model: ProjectModel,
  id: string,
  query: (sql: string) => Promise<Reply<QueryResult>>,
): Promise<Reply<Files>> {
  const { analysis, setup } = model;
  const pending = pendingRollouts(analysis.project, (path) => setup.source.text(path));
  const rollout = pending.find((each) => each.id === id);
  if (rollout === undefined)
    return refused("unknown-rollout", "There is no such rollout any more. Refresh the list.");
  let failure: RunFailure | undefined;
  const missing = await unmet(rollout.pending, async (sql) => {
    if (failure !== undefined) return undefined;
    const reply = await query(sql);
    if (!reply.ok && !isAbsent(reply.error.code)) failure = reply.error;
    return reply.ok ? reply.value.rows[0]?.[0] : undefined;
  });
  if (failure !== undefined) return { ok: false, error: failure };
  if (missing.length > 0)
    return { ok: false, error: { ...plainFailure("not-ready", notYet(missing)), missing } };
  const files = finishRollout(rollout, {
    format: setup.format,
    project: analysis.project,
    around: surroundingsOf(setup.source),
    lockTimeout: analysis.options.lockTimeout,
    now: new Date().toISOString(),
  });
  return {
    ok: true,
    value: { files: files.map(({ path, content }) => ({ uri: setup.source.uri(path), content })) },
  };
}

function refused(code: string, message: string): Reply<Files> {
  return { ok: false, error: plainFailure(code, message) };
}
