import type { Node, ReturningClause } from "@pgsql/types";
import { stringsOf } from "../nodes.ts";
import { find } from "../walk.ts";
import type { Reading } from "../query/reading.ts";
import type { QueryColumn, RangeEntry, Scope } from "../query/scope.ts";
import { readTargets } from "../query/targets.ts";

/** RETURNING, whose OLD and NEW (18) are the target row too. */
export function readReturning(
  reading: Reading,
  clause: ReturningClause | undefined,
  scope: Scope,
): readonly QueryColumn[] {
  const [target] = scope.entries;
  if (clause === undefined || target === undefined) return [];
  if (!reading.execution.server.isSince(18)) return readTargets(reading, clause.exprs, scope);
  const versions = (["OLD", "NEW"] as const).flatMap((version) => {
    const name = nameOf(clause, version);
    // A table of that name comes first.
    return scope.entries.some((entry) => entry.name === name)
      ? []
      : [versionOf(reading, clause.exprs ?? [], { ...target, name })];
  });
  return readTargets(reading, clause.exprs, {
    ...scope,
    outer: { entries: versions, named: [], outer: scope.outer },
  });
}

/** RETURNING WITH (OLD AS …, NEW AS …). */
function nameOf({ options }: ReturningClause, version: "OLD" | "NEW"): string {
  for (const node of options ?? [])
    if ("ReturningOption" in node && node.ReturningOption.option === `RETURNING_OPTION_${version}`)
      return node.ReturningOption.value ?? "";
  return version.toLowerCase();
}

/**
 * In the function of a row trigger PL/pgSQL has a record of the same name, and takes each of its fields for its own: a
 * column of both is ambiguous, and one of the target alone is missed in the record (plpgsql_post_column_ref).
 */
function versionOf({ execution }: Reading, exprs: readonly Node[], entry: RangeEntry): RangeEntry {
  const { rowColumns } = execution.surroundings;
  if (rowColumns === undefined || !["old", "new"].includes(entry.name)) return entry;
  for (const parts of find(exprs, (node) =>
    "ColumnRef" in node ? stringsOf(node.ColumnRef.fields) : undefined,
  )) {
    const [record, column, more] = parts;
    if (record !== entry.name || column === undefined || more !== undefined) continue;
    if (!rowColumns.includes(column)) execution.fail("42703", `record "${record}" has no field "${column}"`);
    if (entry.columns.some(({ name }) => name === column))
      execution.fail("42702", `column reference "${record}.${column}" is ambiguous`);
  }
  return { name: entry.name, columns: [], open: true };
}
