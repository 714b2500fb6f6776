import { surroundingsOf } from "../formats/format.ts";
import { finishRollout, pendingRollouts, type PendingRollout } from "../recipes/rollouts.ts";
import { isAbsent, notYet, unmet } from "../recipes/preconditions.ts";
import type { QueryResult, Reply, RolloutItem, RunFailure } from "../protocol.ts";
import { plainFailure } from "../run/runError.ts";
import { rangeOf } from "./fileView.ts";
import type { ProjectModel } from "./projectModel.ts";

/** The rollouts of a project that are still to be finished. */
export function rolloutItems(model: ProjectModel): readonly RolloutItem[] {
  const { source } = model.setup;
  return rolloutsOf(model).map(({ id, title, path, span }) => ({
    id,
    title,
    uri: source.uri(path),
    range: rangeOf(source.document(path), span),
  }));
}

function rolloutsOf({ analysis, setup }: ProjectModel): readonly PendingRollout[] {
  return pendingRollouts(analysis.project, (path) => setup.source.text(path));
}

type Files = { readonly files: readonly { readonly uri: string; readonly content: string }[] };

/** Checks on the database whether a rollout may end, and gives the files of its last phase. */
export async function finish(
  model: ProjectModel,
  id: string,
  query: (sql: string) => Promise<Reply<QueryResult>>,
): Promise<Reply<Files>> {
  const rollout = rolloutsOf(model).find((each) => each.id === id);
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
  if (missing.length > 0) return refused("not-ready", notYet(missing));
  const { analysis, setup } = model;
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
