import * as z from "zod";
import type { PendingPhase } from "./recipe.ts";
import { compareRange, type RowComparison } from "./transition/rowComparison.ts";

const key = z.array(z.string()).nullable();
const compared = z.object({ high: key, differing: key });

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
  for (const { label, query, rows } of preconditions) {
    if (rows === undefined) {
      if ((await ask(query)) !== "t") missing.push(label);
      continue;
    }
    const differing = await firstDiffering(rows, ask);
    if (differing === "unknown") missing.push(label);
    else if (differing !== undefined)
      missing.push(
        `${label} (the first row that differs has ${rows.key.join(", ")} = ${differing.join(", ")})`,
      );
  }
  return missing;
}

/** The key of the first row in which two columns differ, range by range, each in a snapshot of its own. */
async function firstDiffering(
  rows: RowComparison,
  ask: Ask,
): Promise<readonly string[] | "unknown" | undefined> {
  let after: readonly string[] | undefined;
  for (;;) {
    const answer = await ask(compareRange(rows, after));
    const range = typeof answer === "string" ? compared.safeParse(JSON.parse(answer)).data : undefined;
    if (range === undefined) return "unknown";
    if (range.differing !== null) return range.differing;
    if (range.high === null) return undefined;
    after = range.high;
  }
}

/** What to tell the user of a rollout that cannot end yet. */
export function notYet(labels: readonly string[]): string {
  return `Not yet. It does not hold that ${labels.join("; nor that ")}. Run the rollout's pending migrations first.`;
}
