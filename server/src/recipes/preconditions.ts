import type { PendingPhase } from "./recipe.ts";

/** The first column of the first row that a read-only query gives, as PostgreSQL prints it: `t` for true. */
export type Ask = (query: string) => Promise<string | null | undefined>;

/** The labels of the preconditions that do not hold, in order. Rejects as `ask` does. */
export async function unmet({ preconditions }: PendingPhase, ask: Ask): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { label, query } of preconditions) {
    const answer = await ask(query);
    if (answer !== "t") missing.push(label);
  }
  return missing;
}

/** What to tell the user of a rollout that cannot end yet. */
export function notYet(labels: readonly string[]): string {
  return `Not yet. It does not hold that ${labels.join("; nor that ")}. Run the rollout's pending migrations first.`;
}
