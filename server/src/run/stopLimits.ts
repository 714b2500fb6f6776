import { quantityOf } from "../interpret/session/quantity.ts";
import type { Waiter } from "./blockers.ts";
import type { OnEvent } from "./events.ts";
import type { StopLimits } from "./project.ts";
import { plainFailure, RunError } from "./runError.ts";
import type { Session } from "./session.ts";
import { watchSession } from "./watching.ts";

interface Seen {
  readonly waiters: readonly Waiter[];
  /** Milliseconds. */
  readonly lag: number;
}

/**
 * Does something on a session until it goes beyond a limit, of which its signal then tells: the reason is a RunError.
 * The embedded PostgreSQL has one session, so nobody waits there.
 */
export async function withinLimits<T>(
  session: Session,
  limits: StopLimits | undefined,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent?: OnEvent | undefined },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limits === undefined) return action(signal);
  const stop = new AbortController();
  const unwatch = watchSession(session, async (control, pid) => {
    const { rows: waiters } = await control.query<Waiter & Record<string, unknown>>(behind, [pid]);
    const { rows } = await control.query<{ lag: number }>(lagging);
    const seen = { waiters, lag: rows[0]?.lag ?? 0 };
    const why = beyond(limits, seen);
    if (why === undefined || stop.signal.aborted) return;
    onEvent?.({ event: "stopping", message: why, waiters, replicaLag: seen.lag });
    stop.abort(new RunError(plainFailure("stopped", why)));
  });
  try {
    return await action(AbortSignal.any([signal, stop.signal]));
  } finally {
    unwatch();
  }
}

/** What happened to a run whose signal was aborted: a limit that it went beyond, or somebody who cancelled it. */
export function endedBy({ reason }: AbortSignal): { readonly code: string; readonly message: string } {
  if (reason instanceof RunError) return { code: reason.failure.code, message: reason.failure.message };
  return { code: "cancelled", message: "Cancelled." };
}

/** Pure, and undefined where all is within the limits. */
export function beyond(limits: StopLimits, { waiters, lag }: Seen): string | undefined {
  const { longestWait, blockedSessions, replicaLag } = limits;
  const longest = Math.max(0, ...waiters.map(({ milliseconds }) => milliseconds));
  if (isOver(longest, longestWait))
    return `Stopped, since another session waited longer than ${longestWait ?? ""} behind it: ${listed(waiters)}.`;
  if (blockedSessions !== undefined && waiters.length > blockedSessions)
    return `Stopped, since ${waiters.length === 1 ? "a session" : `${waiters.length} sessions`} waited behind it and the limit is ${blockedSessions}: ${listed(waiters)}.`;
  if (isOver(lag, replicaLag))
    return `Stopped, since a replica is ${seconds(lag)} behind and the limit is ${replicaLag ?? ""}.`;
  return undefined;
}

function isOver(milliseconds: number, limit: string | undefined): boolean {
  const most = limit === undefined ? undefined : quantityOf(limit, "ms");
  return most !== undefined && milliseconds > most;
}

const mostListed = 3;

function listed(waiters: readonly Waiter[]): string {
  const shown = waiters.slice(0, mostListed).map(({ pid, application, query, milliseconds }) => {
    const facts = [application ?? "", seconds(milliseconds)].filter((part) => part !== "").join(", ");
    return `process ${pid} (${facts}${query === null || query === "" ? "" : `: ${query}`})`;
  });
  const more = waiters.length - shown.length;
  return `${shown.join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Whoever waits for the process, or for one that does; the longest first. */
const behind = `WITH RECURSIVE waiting AS MATERIALIZED (
  SELECT l.pid, pg_catalog.pg_blocking_pids(l.pid) AS by,
         coalesce(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - l.waitstart) * 1000, 0) AS milliseconds
    FROM pg_catalog.pg_locks l WHERE NOT l.granted AND l.pid <> $1
), behind AS (
  SELECT pid, milliseconds FROM waiting WHERE $1 = ANY (by)
  UNION SELECT w.pid, w.milliseconds FROM waiting w JOIN behind b ON b.pid = ANY (w.by)
)
SELECT b.pid, a.application_name AS application, b.milliseconds,
       pg_catalog.left(pg_catalog.regexp_replace(a.query, '\\s+', ' ', 'g'), 80) AS query
  FROM behind b LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY b.milliseconds DESC, b.pid`;

const lagging = `SELECT coalesce(pg_catalog.max(pg_catalog.date_part('epoch', replay_lag)) * 1000, 0) AS lag
  FROM pg_catalog.pg_stat_replication`;
