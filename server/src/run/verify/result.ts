import type { Badge } from "../../protocol.ts";

export type { Badge, VerifiedMigration, VerifyFailure, VerifyResult } from "../../protocol.ts";

/** The worst last. */
export const badges: readonly Badge[] = ["reversible", "lossy", "irreversible", "broken", "untried"];
