import type { Session } from "./session.ts";
import { watchSession } from "./watching.ts";

/** How far a long statement is, as the server's pg_stat_progress views tell it. */
export interface StatementProgress {
  /** e.g. `CREATE INDEX CONCURRENTLY`, `COPY FROM`. */
  readonly command: string;
  /** Undefined where it is not to be seen yet, being made in the same transaction. */
  readonly relation: string | undefined;
  /** e.g. `building index: scanning table`; may be empty. */
  readonly phase: string;
  readonly done: number;
  /** Zero where the server does not know. */
  readonly total: number;
  readonly unit: "blocks" | "rows" | "bytes";
}

/** Each view, in the columns of one row; all are there from 14 on. */
const views = `
  SELECT p.command, p.relid, p.phase, CASE WHEN p.blocks_total > 0 THEN p.blocks_done ELSE p.tuples_done END AS done,
         CASE WHEN p.blocks_total > 0 THEN p.blocks_total ELSE p.tuples_total END AS total,
         CASE WHEN p.blocks_total > 0 THEN 'blocks' ELSE 'rows' END AS unit
    FROM pg_catalog.pg_stat_progress_create_index p WHERE p.pid = $1
  UNION ALL SELECT p.command, p.relid, '', CASE WHEN p.bytes_total > 0 THEN p.bytes_processed ELSE p.tuples_processed END,
         p.bytes_total, CASE WHEN p.bytes_total > 0 THEN 'bytes' ELSE 'rows' END
    FROM pg_catalog.pg_stat_progress_copy p WHERE p.pid = $1
  UNION ALL SELECT p.command, p.relid, p.phase, p.heap_blks_scanned, p.heap_blks_total, 'blocks'
    FROM pg_catalog.pg_stat_progress_cluster p WHERE p.pid = $1
  UNION ALL SELECT 'VACUUM', p.relid, p.phase, p.heap_blks_scanned, p.heap_blks_total, 'blocks'
    FROM pg_catalog.pg_stat_progress_vacuum p WHERE p.pid = $1
  UNION ALL SELECT 'ANALYZE', p.relid, p.phase, p.sample_blks_scanned, p.sample_blks_total, 'blocks'
    FROM pg_catalog.pg_stat_progress_analyze p WHERE p.pid = $1`;

interface Row {
  readonly command: string;
  readonly relation: string | null;
  readonly phase: string;
  readonly done: string;
  readonly total: string;
  readonly unit: StatementProgress["unit"];
}

/** Tells how far the session's statement is whenever that has changed. */
export function watchProgress(session: Session, tell: (progress: StatementProgress) => void): () => void {
  let told = "";
  return watchSession(session, async (control, pid) => {
    const { rows } = await control.query<Row & Record<string, unknown>>(
      `SELECT v.command, v.phase, v.done::text, v.total::text, v.unit,
              (SELECT c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_class c WHERE c.oid = v.relid) AS relation
         FROM (${views}) v LIMIT 1`,
      [pid],
    );
    const [row] = rows;
    const now = JSON.stringify(row ?? "");
    if (row === undefined || now === told) return;
    told = now;
    const { command, relation, phase, done, total, unit } = row;
    const counts = { done: Number(done), total: Number(total), unit };
    tell({ command, relation: relation ?? undefined, phase, ...counts });
  });
}

/** e.g. `CREATE INDEX CONCURRENTLY on orders: building index: scanning table, 421 of 1000 blocks (42 %)`. */
export function progressInWords({ command, relation, phase, done, total, unit }: StatementProgress): string {
  const where = relation === undefined ? command : `${command} on ${relation}`;
  const parts = [
    ...(phase === "" ? [] : [phase]),
    ...(total > 0 ? [`${done} of ${total} ${unit} (${Math.floor((100 * done) / total)} %)`] : []),
    ...(total === 0 && done > 0 ? [`${done} ${unit}`] : []),
  ];
  return parts.length === 0 ? where : `${where}: ${parts.join(", ")}`;
}
