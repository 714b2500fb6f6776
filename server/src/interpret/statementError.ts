import type { Failure } from "./effects.ts";

/**
 * PostgreSQL's ereport(ERROR) inside the interpreter: it unwinds one statement and never leaves `interpret`, which
 * turns it into `effects.fails`.
 */
export class StatementError extends Error {
  readonly failure: Failure;
  constructor(sqlstate: string, message: string) {
    super(message);
    this.failure = { sqlstate, message, when: "always" };
  }
}

/** Raised by an interpreter where the model cannot follow; the statement is then reported as not analysed. */
export class NotAnalysed extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
