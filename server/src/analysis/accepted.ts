import type { Finding, StatementAnalysis } from "./analysis.ts";

/** A finding that somebody has accepted, so that it is not shown. */
export interface Accepted {
  readonly finding: Finding;
  /** A comment in the file, or a baseline of findings. */
  readonly by: "comment" | "baseline";
  /** The reason that the comment gives, or the name of the baseline. */
  readonly reason: string;
}

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
