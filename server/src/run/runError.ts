import type { RunFailure } from "../protocol.ts";
import { DatabaseError, messageOf } from "./databases/databaseError.ts";

/** Ends a run; carries what the user is told. */
export class RunError extends Error {
  readonly failure: RunFailure;

  constructor(failure: RunFailure, cause?: unknown) {
    super(failure.message, cause === undefined ? undefined : { cause });
    this.name = "RunError";
    this.failure = failure;
  }
}

/** A failure that concerns no file; nothing of any migration stayed. */
export function plainFailure(code: string, message: string, version?: string): RunFailure {
  return { version, uri: undefined, range: undefined, code, message, rolledBack: true };
}

/** What to tell of anything that was thrown. */
export function failureOf(thrown: unknown): RunFailure {
  if (thrown instanceof RunError) return thrown.failure;
  if (thrown instanceof DatabaseError) return plainFailure(thrown.code, thrown.message);
  return plainFailure("internal-error", messageOf(thrown));
}
