import type { Announcement, LockHolder } from "./directoryLock.ts";

/** What the embedded PostgreSQL's process tells its parent, once. */
export type EmbeddedReport =
  | { readonly kind: "ready"; readonly server: Announcement }
  /** Another process serves this directory already; its server is as good as ours. */
  | { readonly kind: "held"; readonly holder: LockHolder; readonly file: string }
  | { readonly kind: "failed"; readonly message: string };

/** What the parent asks of it: close the database cleanly and leave. */
export interface EmbeddedStop {
  readonly kind: "stop";
}

export function isEmbeddedReport(value: unknown): value is EmbeddedReport {
  return typeof value === "object" && value !== null && "kind" in value;
}
