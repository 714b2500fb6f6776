import type { StatementAnalysis } from "./analysis.ts";

/**
 * Whether a statement's risk is accepted: something found there was, and nothing that is left is more than told. Where
 * nothing was found, nobody can have accepted it.
 */
export function isAccepted({
  accepted,
  findings,
}: Pick<StatementAnalysis, "accepted" | "findings">): boolean {
  return accepted !== undefined && findings.every(({ severity }) => severity === "info");
}
