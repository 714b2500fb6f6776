import { join } from "node:path";
import { surroundingsOf } from "../formats/format.ts";
import { isAbsent, notYet, unmet } from "../recipes/preconditions.ts";
import { finishRollout, pendingRollouts, type PendingRollout } from "../recipes/rollouts.ts";
import { pendingJson, pendingText } from "../report/rewrite.ts";
import { LineIndex } from "../sql/offsets.ts";
import { Configurations } from "./configuration.ts";
import type { LoadedProject } from "./load.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { failureOf } from "../run/runError.ts";
import { oneProject, withEngine } from "./run.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";
import { writeChanges } from "./writeChanges.ts";

/** `lockkeeper rollouts DIR` and `lockkeeper rollouts finish ID [DIR]`. Resolves to the exit status. */
export async function rollouts(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  const [first, id, folder = ".", ...more] = options.paths;
  if (first !== "finish") return list(options, format, output);
  if (id === undefined || more.length > 0)
    throw new UsageError("rollouts finish: name the rollout and the migrations folder");
  return finish({ ...options, paths: [folder] }, id, format, output);
}

function list(options: Options, format: "text" | "json", output: Output): number {
  const project = oneProject(options);
  const pending = rolloutsOf(project);
  if (format === "json") {
    const found = pending.map((rollout) => ({
      id: rollout.id,
      recipe: rollout.recipe,
      title: rollout.title,
      ...placeOf(project, rollout),
      pending: [pendingJson(rollout.id, rollout.pending)],
    }));
    output.out(JSON.stringify({ version: 1, rollouts: found }, undefined, 2));
    return 0;
  }
  if (pending.length === 0) output.out("No rollout is pending.");
  for (const rollout of pending) {
    const { path, range } = placeOf(project, rollout);
    const lines = pendingText(rollout.pending).join("\n");
    output.out(`${rollout.id}  ${path}:${range.start.line + 1}\n${rollout.title}\n${lines}`);
  }
  return 0;
}

function rolloutsOf({ format, tree }: LoadedProject): readonly PendingRollout[] {
  return pendingRollouts(format.read(tree), (path) => tree.text(path));
}

function placeOf({ folder, tree }: LoadedProject, { path, span }: PendingRollout) {
  const lines = new LineIndex(tree.text(path) ?? "");
  const range = { start: lines.position(span.start), end: lines.position(span.end) };
  return { path: shown(join(folder, path)), range };
}

async function finish(
  options: Options,
  id: string,
  format: "text" | "json",
  output: Output,
): Promise<number> {
  const project = oneProject(options);
  const all = rolloutsOf(project);
  const rollout = all.find((each) => each.id === id);
  if (rollout === undefined) {
    const known = all.length === 0 ? "none is pending" : `pending: ${all.map((each) => each.id).join(", ")}`;
    throw new UsageError(`there is no rollout ${id}; ${known}`);
  }
  if (options.database === undefined && options.write)
    throw new UsageError(
      "rollouts finish --write: name the database with --database, so that the rollout's preconditions can be checked on it",
    );
  const missing = options.database === undefined ? undefined : await check(options, rollout, output);
  if (missing === "failed") return 2;
  if (missing !== undefined && missing.length > 0) {
    output.err(new UsageError(notYet(missing)).line);
    return 2;
  }
  if (missing === undefined)
    output.err(new UsageError("the preconditions were not checked; name a database with --database").line);
  write(project, rollout, options, format, output);
  return 0;
}

/** The preconditions that do not hold on the database; `failed` where it could not be asked, which is said. */
async function check(
  options: Options,
  { pending }: PendingRollout,
  output: Output,
): Promise<readonly string[] | "failed"> {
  let missing: readonly string[] | "failed" = "failed";
  await withEngine(options, output, async (engine, _project, signal) => {
    missing = await unmet(pending, async (query) => {
      const answer = await engine.query(query, 1, signal).catch((error: unknown) => {
        if (isAbsent(failureOf(error).code)) return undefined;
        throw error;
      });
      return answer?.rows[0]?.[0];
    });
    return 0;
  });
  return missing;
}

function write(
  project: LoadedProject,
  rollout: PendingRollout,
  options: Options,
  format: "text" | "json",
  output: Output,
): void {
  const { lockTimeout } = new Configurations(options).settings(project.folder);
  const files = finishRollout(rollout, {
    format: project.format,
    project: project.format.read(project.tree),
    around: surroundingsOf(project.tree),
    lockTimeout,
    now: new Date().toISOString(),
  });
  if (options.write) writeChanges(project, { files, edits: [] });
  const named = files.map(({ path, content }) => ({ path: shown(join(project.folder, path)), content }));
  if (format === "json")
    output.out(JSON.stringify({ version: 1, rollout: rollout.id, files: named }, undefined, 2));
  else for (const { path, content } of named) output.out(`-- ${path}\n${content}`);
}
