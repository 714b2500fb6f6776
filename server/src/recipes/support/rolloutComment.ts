import type { Plan } from "../recipe.ts";

/** One line that later brings the pending phases back: `-- lockkeeper:rollout {json}`. */
export function rolloutComment({ recipe, title }: Plan, rollout: NonNullable<Plan["rollout"]>): string {
  const memory = { version: 1, id: rollout.id, recipe, title, state: rollout.state };
  return `-- lockkeeper:rollout ${inComment(memory)}`;
}

/** JSON on one line. It may hold line separators that some editors break lines at. */
export function inComment(memory: object): string {
  return JSON.stringify(memory).replace(/[\u0085\u2028\u2029]/g, (mark) => escaped(mark));
}

function escaped(mark: string): string {
  return `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
