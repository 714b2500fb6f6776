import type { Execution } from "../execution.ts";
import type { QueryColumn, RangeEntry, Scope } from "../query/scope.ts";
import { assumeColumn } from "./columns.ts";
import { isOpenWorld } from "./world.ts";

/** Stands in a query's result for columns that are not known: `*` of an open relation. */
export const restColumn: QueryColumn = { name: "*", type: undefined, rest: true };

/** What `*` over these entries has besides the columns that are known. */
export function restOf(execution: Execution, entries: readonly RangeEntry[]): readonly QueryColumn[] {
  return isOpenWorld(execution) && entries.some(({ open }) => open) ? [restColumn] : [];
}

/** The columns of a query's result, and whether it has others that are not known. */
export function withoutRest(columns: readonly QueryColumn[]): {
  readonly columns: readonly QueryColumn[];
  readonly open: boolean;
} {
  const known = columns.filter(({ rest }) => rest !== true);
  return known.length === columns.length ? { columns, open: false } : { columns: known, open: true };
}

/**
 * The column that a name means which no FROM item is known to have: that of the one open relation around it. Undefined
 * where it may be that of several, or a variable of a body.
 */
export function assumeInQuery(
  execution: Execution,
  scope: Scope,
  parts: readonly string[],
): QueryColumn["source"] {
  const [name = "", qualifier, schema] = [...parts].reverse();
  if (qualifier === undefined && execution.insideBody) return undefined;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const open = at.entries.filter(
      (entry) => entry.open && (qualifier === undefined || isCalled(entry, qualifier, schema)),
    );
    if (open.length > 0) return open.length === 1 ? sourceIn(execution, open[0], name) : undefined;
  }
  return undefined;
}

function isCalled(entry: RangeEntry, name: string, schema: string | undefined): boolean {
  return entry.name === name && (schema === undefined || entry.schema === schema);
}

function sourceIn(execution: Execution, entry: RangeEntry | undefined, name: string): QueryColumn["source"] {
  if (entry?.relation === undefined || entry.name === name) return undefined;
  const relation = execution.edit.get("relation", entry.relation);
  const column = relation === undefined ? undefined : assumeColumn(execution, relation, name);
  return column === undefined ? undefined : { relation: entry.relation, number: column.number };
}
