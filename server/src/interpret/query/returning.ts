import type { Node } from "@pgsql/types";
import { readTargets } from "./select.ts";
import type { Reading } from "./reading.ts";
import type { QueryColumn, RangeEntry, Scope } from "./scope.ts";

/** RETURNING, whose OLD and NEW (18) are the target row too. */
export function readReturning(
  reading: Reading,
  clause: { readonly exprs?: readonly Node[] } | undefined,
  scope: Scope,
): readonly QueryColumn[] {
  const [target] = scope.entries;
  if (clause === undefined || target === undefined) return [];
  if (reading.execution.target.major < 18) return readTargets(reading, clause.exprs, scope);
  const versions: readonly RangeEntry[] = [
    { ...target, name: "old" },
    { ...target, name: "new" },
  ];
  return readTargets(reading, clause.exprs, {
    ...scope,
    outer: { entries: versions, named: [], outer: scope.outer },
  });
}
