import type pg from "pg";
import { unmet } from "../../../server/src/recipes/preconditions.ts";
import { finishRollout, pendingRollouts } from "../../../server/src/recipes/rollouts.ts";
import { now, type TestProject } from "../projects.ts";

/**
 * The project with the end of the first rollout that may end; undefined where none is open, and what they lack, in
 * words, where none may.
 */
export async function nextEnd(
  client: pg.Client,
  project: TestProject,
): Promise<TestProject | string | undefined> {
  const { format, analysis, around, files } = project;
  const lacks: string[] = [];
  for (const rollout of pendingRollouts(analysis.project, (path) => files.get(path))) {
    const missing = await unmet(rollout.pending, (query) => ask(client, query));
    lacks.push(...missing.map((label) => `${rollout.id} cannot end: ${label}`));
    if (missing.length > 0) continue;
    const input = { format, project: analysis.project, around, lockTimeout: "5s", now };
    return project.with({ files: finishRollout(rollout, input), edits: [] });
  }
  return lacks.length === 0 ? undefined : lacks.join("; ");
}

/** As PostgreSQL prints it. */
export async function ask(client: pg.Client, query: string): Promise<string | null | undefined> {
  const { rows } = await client.query<(string | null)[]>({
    text: query,
    rowMode: "array",
    types: { getTypeParser: () => (value: string) => value },
  });
  return rows[0]?.[0];
}
