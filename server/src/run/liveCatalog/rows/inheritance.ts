/** A row of pg_inherits: tables and indexes, by inheritance or as partitions. */
export interface InheritanceRow {
  readonly child: number;
  readonly parent: number;
  readonly detach_pending: boolean;
}

export const inheritanceQuery = `
SELECT h.inhrelid AS child, h.inhparent AS parent, h.inhdetachpending AS detach_pending
  FROM pg_inherits h
 ORDER BY h.inhrelid, h.inhseqno`;
