/** Why a database could not be had; stable, for tests and for the view's welcome texts. */
export type DatabaseErrorCode =
  | "busy"
  | "cancelled"
  | "connection-failed"
  | "connection-lost"
  | "container-failed"
  | "engine-absent"
  | "engine-permission"
  | "host-not-allowed"
  | "image-missing"
  | "image-pull-failed"
  | "invalid-url"
  | "login-refused"
  | "never-ready"
  | "not-resettable"
  | "not-started"
  | "password-refused"
  | "port-taken"
  | "storage-unusable";

/** A failure to reach, start or stop a database, in the user's words: what happened, where, what to do. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "DatabaseError";
    this.code = code;
  }
}

/** The text of anything that was thrown, without a stack trace. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === "") {
    return thrown.errors.map(messageOf).join("; ");
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Node's or the server's error code (`ECONNREFUSED`, `57014`), where there is one. */
export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return undefined;
  return typeof thrown.code === "string" ? thrown.code : undefined;
}
