import type { RelationId } from "../../catalog/ids.ts";
import { atLeast, type LockMode } from "../../interpret/locks.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";

/** `Line 7`, or `Line 7 of 0005_x.sql` where it is another file than that of the statement. */
export function placeOf({ path, line }: LaterStatement, { section }: RecipeFacts): string {
  return path === section.path ? `Line ${line}` : `Line ${line} of ${path}`;
}

/** The strongest lock that a later statement takes on a relation, on any major. */
export function lockOn({ entries }: LaterStatement, relation: RelationId): LockMode | undefined {
  let strongest: LockMode | undefined;
  for (const { outcome } of entries.values())
    for (const lock of outcome.effects.locks)
      if (lock.relation.id === relation && (strongest === undefined || atLeast(lock.mode, strongest)))
        strongest = lock.mode;
  return strongest;
}

/** Kinds of statements that read or write rows, or may do so. */
export const readsOrWritesRows: ReadonlySet<string> = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "CopyStmt",
  "CreateTableAsStmt",
  "RefreshMatViewStmt",
  "DoStmt",
  "CallStmt",
  "ExecuteStmt",
]);

/** Whether a later statement reads or writes rows of a relation, rather than defines something. */
export function worksOnRows(later: LaterStatement, relation: RelationId): boolean {
  return readsOrWritesRows.has(later.statement.kind) && lockOn(later, relation) !== undefined;
}
