import type { Catalog } from "../../catalog/catalog.ts";
import type { Major } from "../../interpret/target.ts";
import type { SqlProblem } from "../../sql/span.ts";

/** The schema that comes before the first migration, on each major asked for, or why a file is none. */
export type ReadBaseline =
  | { readonly ok: true; readonly catalogs: ReadonlyMap<Major, Catalog> }
  /** A sentence without a full stop, at its place in the file. */
  | { readonly ok: false; readonly problem: SqlProblem };

export function refused(message: string, start = 0): ReadBaseline & { readonly ok: false } {
  return { ok: false, problem: { code: "baseline", message, span: { start, end: start } } };
}
