/** What the embedded PostgreSQL's process tells its parent, once. */
export type EmbeddedReport =
  | { readonly kind: "ready"; readonly port: number }
  /** Another process serves this directory already; its server is as good as ours. */
  | { readonly kind: "held"; readonly pid: number; readonly port: number | undefined; readonly file: string }
  | { readonly kind: "failed"; readonly message: string };

/** What the parent asks of it: close the database cleanly and leave. */
export interface EmbeddedStop {
  readonly kind: "stop";
}

export function isEmbeddedReport(value: unknown): value is EmbeddedReport {
  return typeof value === "object" && value !== null && "kind" in value;
}
