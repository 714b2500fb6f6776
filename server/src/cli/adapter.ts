import { resolve } from "node:path";
import type { Adapter } from "../recipes/adapter/adapter.ts";
import { adapterText } from "../recipes/adapter/text.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { Rewrite } from "../recipes/rewriteInput.ts";
import { recipes } from "../recipes/index.ts";
import { save } from "./save.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** The module with which the application writes both sides of a plan by itself (`rewrite --adapter`). */
export interface AdapterFile {
  readonly path: string;
  readonly content: string;
}

/** Undefined where none is asked for. Throws a UsageError where the plan has none. */
export function adapterFile(
  path: string | undefined,
  recipe: Recipe,
  { plan }: Rewrite,
): AdapterFile | undefined {
  if (path === undefined) return undefined;
  const adapter = plan.rollout === undefined ? undefined : recipe.adapter?.(plan.rollout.state);
  if (adapter === undefined || plan.rollout === undefined)
    throw new UsageError(`--adapter: ${recipe.id} has none; these have: ${withAdapter().join(", ")}`);
  const whole: Adapter = { ...adapter, id: plan.rollout.id };
  return { path: shown(resolve(path)), content: adapterText(whole) };
}

/** Nothing that is there is overwritten. */
export function saveAdapter({ path, content }: AdapterFile): void {
  save(resolve(path), content, "wx");
}

function withAdapter(): readonly string[] {
  return recipes.filter((recipe) => recipe.adapter !== undefined).map(({ id }) => id);
}
