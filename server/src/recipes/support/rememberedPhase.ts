import * as z from "zod";
import type { PendingPhase } from "../recipe.ts";

const direction = { up: z.array(z.string()).readonly(), down: z.array(z.string()).readonly() };

const step = z.object({
  phase: z.enum(["expand", "migrate", "contract"]),
  title: z.string(),
  suffix: z.string().exactOptional(),
  transaction: z.enum(["same", "own", "none"]),
  ...direction,
  repeatable: z.object(direction).exactOptional(),
  deployBefore: z.string().exactOptional(),
  deployAfter: z.string().exactOptional(),
});

const remembered = z.object({
  version: z.literal(1),
  phase: z.enum(["expand", "migrate", "contract"]),
  steps: z.array(step).min(1).readonly(),
  preconditions: z.array(z.object({ label: z.string(), query: z.string() })).readonly(),
});

/**
 * A pending phase that is remembered as it will be written, statement by statement: for recipes of which both ends are
 * known from the catalog before, so that nothing is computed anew when the rollout is finished.
 */
export function rememberPhase({ phase, steps, preconditions }: PendingPhase): object {
  return { version: 1, phase, steps, preconditions } satisfies z.input<typeof remembered>;
}

/** The same phase again; undefined where the state cannot be read. */
export function recallPhase(state: unknown): PendingPhase | undefined {
  const { data } = remembered.safeParse(state);
  return data === undefined
    ? undefined
    : { phase: data.phase, steps: data.steps, preconditions: data.preconditions };
}
