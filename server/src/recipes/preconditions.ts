import type { PendingPhase } from "./recipe.ts";

/**
 * The first column of the first row that a read-only query gives, as PostgreSQL prints it: `t` for true. Undefined also
 * where what it asks about is not there (`isAbsent`).
 */
export type Ask = (query: string) => Promise<string | null | undefined>;

/** SQLSTATEs of what a rollout's first migrations make: the table, the column, the function. */
const absent = new Set(["42P01", "42703", "42883", "3F000"]);

/** Whether a query failed because a migration of the rollout is not applied yet: then its precondition does not hold. */
export function isAbsent(sqlstate: string): boolean {
  return absent.has(sqlstate);
}

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
