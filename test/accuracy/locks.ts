import type { Client } from "pg";

/*
 * Which locks others wait for is asked of pg_locks, not of a list of statements: a lock that a plain SELECT, INSERT or
 * nextval conflicts with.
 */

interface Watched {
  readonly watcher: Client;
  readonly pid: number;
  readonly before: ReadonlySet<number>;
}

interface Held {
  readonly oid: number;
  readonly name: string;
  readonly kind: string;
  readonly mode: string;
}

/** From the weakest. */
const stopsWrites = ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

export async function blockingLocks(watched: Watched): Promise<readonly string[]> {
  const found = (await heldBy(watched)).filter(isInTheWay);
  const tables = found.filter(({ kind }) => !isIndex(kind));
  const strongest = new Map<string, number>();
  for (const { name, mode } of tables.length > 0 ? tables : found)
    strongest.set(name, Math.max(strongest.get(name) ?? 0, stopsWrites.indexOf(mode)));
  return [...strongest].map(([name, mode]) => `${name} ${stopsWrites[mode] ?? ""}`).sort();
}

function isIndex(kind: string): boolean {
  return kind === "i" || kind === "I";
}

function isInTheWay({ kind, mode }: Held): boolean {
  if (["r", "p", "S", "f"].includes(kind)) return stopsWrites.includes(mode);
  return (isIndex(kind) || kind === "v" || kind === "m") && mode === "AccessExclusiveLock";
}

async function heldBy({ watcher, pid, before }: Watched): Promise<readonly Held[]> {
  const { rows } = await watcher.query<Held>(held, [pid]);
  return rows.filter(({ oid }) => before.has(oid));
}

const held = `
  SELECT c.oid::int AS oid, n.nspname || '.' || c.relname AS name, c.relkind::text AS kind, l.mode
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE l.pid = $1 AND l.granted AND l.database <> 0 AND n.nspname !~ '^pg_'`;

/** The blocking locks that were held for most of a statement, which runs in no transaction of ours. */
export async function blockingWhile(watched: Watched, running: Promise<unknown>): Promise<readonly string[]> {
  const state = { done: false };
  const ended = running.finally(() => (state.done = true));
  ended.catch(() => undefined);
  const seen = new Map<string, number>();
  let looks = 0;
  while (!state.done) {
    looks++;
    for (const lock of await blockingLocks(watched)) seen.set(lock, (seen.get(lock) ?? 0) + 1);
  }
  await ended;
  return [...seen].filter(([, times]) => times > looks / 2).map(([lock]) => lock);
}

const few = 1000;

/** The tables of which another session now finds more than a few rows locked. */
export async function lockedRows(watched: Watched): Promise<readonly string[]> {
  const all = await heldBy(watched);
  const blocked = new Set(all.filter(isInTheWay).map(({ oid }) => oid));
  const written = all.filter(
    ({ oid, kind, mode }) => kind === "r" && mode === "RowExclusiveLock" && !blocked.has(oid),
  );
  const found: string[] = [];
  for (const { oid, name } of written) if ((await countLocked(watched.watcher, oid)) > few) found.push(name);
  return found;
}

async function countLocked(watcher: Client, oid: number): Promise<number> {
  const { rows } = await watcher.query<{ table: string }>("SELECT $1::oid::regclass::text AS table", [oid]);
  const table = rows[0]?.table ?? "";
  const free = `SELECT FROM ONLY ${table} FOR NO KEY UPDATE SKIP LOCKED`;
  await watcher.query("BEGIN");
  const counted = await watcher.query<{ locked: string }>(
    `WITH free AS (${free}) SELECT (SELECT count(*) FROM ONLY ${table}) - (SELECT count(*) FROM free) AS locked`,
  );
  await watcher.query("ROLLBACK");
  return Number(counted.rows[0]?.locked);
}
