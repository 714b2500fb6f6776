import type { Session } from "./session.ts";
import { watchSession } from "./watching.ts";

export interface Blocker {
  readonly pid: number;
  readonly application: string | null;
  readonly state: string | null;
  readonly since: string | null;
  readonly query: string | null;
}

/** A session that waits behind a run, and for how long. */
export type Waiter = Omit<Blocker, "since" | "state"> & { readonly milliseconds: number };

/**
 * Looks again and again whether the migration's statement waits for a lock, and tells who holds it: once for each set
 * of holders. Ends when the returned function is called. Not on the embedded PostgreSQL, where nobody else is.
 */
export function watchBlockers(
  session: Session,
  tell: (message: string, blockers: readonly Blocker[]) => void,
): () => void {
  let told = "";
  return watchSession(session, async (control, pid) => {
    const { rows } = await control.query<Blocker & Record<string, unknown>>(
      `SELECT a.pid, a.application_name AS application, a.state,
              pg_catalog.to_char(coalesce(a.xact_start, a.query_start), 'HH24:MI:SS') AS since,
              pg_catalog.left(pg_catalog.regexp_replace(a.query, '\\s+', ' ', 'g'), 80) AS query
         FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1)) AS b(pid)
         JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.pid`,
      [pid],
    );
    const holders = rows.map(({ pid: holder }) => holder).join();
    if (holders === told) return;
    told = holders;
    if (rows.length > 0) tell(`Waiting for a lock that is held by ${rows.map(inWords).join("; ")}`, rows);
  });
}

/** e.g. `process 123 (psql, idle in transaction since 12:03:04: UPDATE users SET …)`. */
function inWords({ pid, application, state, since, query }: Blocker): string {
  const doing = [state ?? "", since === null ? "" : `since ${since}`].filter((part) => part !== "").join(" ");
  const facts = [application ?? "", doing].filter((part) => part !== "").join(", ");
  const what = query === null || query === "" ? "" : `: ${query}`;
  return `process ${pid}${facts === "" && what === "" ? "" : ` (${facts}${what})`}`;
}
