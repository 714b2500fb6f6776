import { finishRollout, pendingRollouts } from "../../server/src/recipes/rollouts.ts";
import type { Recipe } from "../../server/src/recipes/recipe.ts";
import { now, planned, type TestProject } from "./projects.ts";

/** A project with the files of a recipe's plan, and with those of its end. */
export interface RolledOut {
  readonly open: TestProject;
  readonly finished: TestProject;
}

const known = new Map<string, RolledOut>();

/** Planned and verified once for all tests of a file that begin with the same project. */
export function finishedRollout(project: TestProject, recipe: Recipe): RolledOut {
  const key = JSON.stringify([recipe.id, project.format.id, [...project.files]]);
  const made = known.get(key) ?? roll(project, recipe);
  known.set(key, made);
  return made;
}

function roll(project: TestProject, recipe: Recipe): RolledOut {
  const open = project.with(planned(project.rewrite(recipe)));
  return { open, finished: withItsEnd(open) };
}

/** A project with the migrations that end its one rollout. */
export function withItsEnd(open: TestProject): TestProject {
  const [rollout] = pendingRollouts(open.analysis.project, (path) => open.files.get(path));
  if (rollout === undefined) throw new Error("the rollout is not remembered");
  const files = finishRollout(rollout, {
    format: open.format,
    project: open.analysis.project,
    around: open.around,
    lockTimeout: "5s",
    now,
  });
  return open.with({ files, edits: [] });
}
