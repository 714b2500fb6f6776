import { readFileSync } from "node:fs";
import type { Client } from "pg";
import type { Database } from "../support/servers.ts";
import { codeOf } from "./application.ts";
import type { AccuracyCase } from "./cases.ts";
import { blockingLocks, blockingWhile, lockedRows } from "./locks.ts";

/** What one statement cost, and what others would have waited for when it was through. */
export interface Step {
  /** Nanoseconds of processor time of the server's process. */
  readonly cost: number;
  readonly locks: readonly string[];
  /** Tables of which it locked more than a few rows. */
  readonly rows: readonly string[];
}

export interface Course {
  readonly steps: readonly Step[];
  /** The code of the error that ended it. */
  readonly fails: string | undefined;
}

/** Runs a migration as it is sent and looks on from another session. */
export async function runCase(
  database: Database,
  one: AccuracyCase,
  before: ReadonlySet<number>,
): Promise<Course> {
  const [client, watcher] = [await database.connect(), await database.connect()];
  // All of the work in the process that is looked at.
  await client.query("SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0");
  await client.query("SET timezone = 'UTC'");
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const session = { client, watcher, pid: rows[0]?.pid ?? 0, before };
  const steps: Step[] = [];
  try {
    if (one.mode === "single") await client.query("BEGIN");
    for (const sql of one.statements)
      steps.push(await (one.mode === "single" ? inTransaction : byItself)(session, sql));
    if (one.mode === "single") await client.query("COMMIT");
    return { steps, fails: undefined };
  } catch (error) {
    await client.query("ROLLBACK");
    return { steps, fails: codeOf(error) };
  }
}

interface Session {
  readonly client: Client;
  readonly watcher: Client;
  readonly pid: number;
  /** The relations that there were before. */
  readonly before: ReadonlySet<number>;
}

async function inTransaction(session: Session, sql: string): Promise<Step> {
  const start = processorTime(session.pid);
  await session.client.query(sql);
  const cost = processorTime(session.pid) - start;
  return { cost, locks: await blockingLocks(session), rows: await lockedRows(session) };
}

/** In a transaction of its own, so that its locks can be looked at; or alone, where it refuses that. */
async function byItself(session: Session, sql: string): Promise<Step> {
  await session.client.query("BEGIN");
  try {
    const step = await inTransaction(session, sql);
    await session.client.query("COMMIT");
    return step;
  } catch (error) {
    await session.client.query("ROLLBACK");
    if (!["25001", "2D000"].includes(codeOf(error))) throw error;
  }
  const start = processorTime(session.pid);
  const locks = await blockingWhile(session, session.client.query(sql));
  return { cost: processorTime(session.pid) - start, locks, rows: [] };
}

function processorTime(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);
}
