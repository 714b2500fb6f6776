import type { Client } from "pg";
import type { Catalog } from "../../catalog/catalog.ts";
import { newestRead } from "../../catalog/builtins/data.ts";
import { isMajor, type Major } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { plainFailure, RunError } from "../runError.ts";
import { buildCatalog } from "./buildCatalog.ts";
import type { CatalogRows } from "../baseline/snapshot.ts";
import { readRows } from "./rows.ts";

/** The schema of a database, in the model in which migrations are interpreted. */
export interface LiveCatalog {
  readonly catalog: Catalog;
  readonly major: Major;
}

/**
 * Nothing is written, all is read at one moment, and nobody is kept waiting: neither by a lock that we queue for, nor
 * by a catalog so large that reading takes long.
 */
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`;
const limits = [
  "SET LOCAL statement_timeout = '60s'",
  "SET LOCAL lock_timeout = '2s'",
  // Every name is then printed with its schema, and read without regard for what the user has made.
  "SET LOCAL search_path = ''",
  "SET LOCAL quote_all_identifiers = off",
  "SET LOCAL DateStyle = ISO",
  "SET LOCAL IntervalStyle = postgres",
  "SET LOCAL TimeZone = 'UTC'",
].join("; ");

/** Reads the catalog of the database that a client is connected to. The client must have no transaction open. */
export async function readLiveCatalog(client: Client, grammar: Grammar): Promise<LiveCatalog> {
  return inSnapshot(client, () => readOpenCatalog(client, grammar));
}

/** Runs what reads in a transaction that can do nothing else. */
export async function inSnapshot<T>(client: Client, read: () => Promise<T>): Promise<T> {
  await client.query(begin);
  try {
    return await read();
  } finally {
    // Where the connection is gone, so is the transaction, and the first error is the one to tell.
    await client.query("ROLLBACK").catch(() => undefined);
  }
}

/** Reads the catalog as the transaction sees it that is open on the client; its settings are then ours. */
export async function readOpenCatalog(client: Client, grammar: Grammar): Promise<LiveCatalog> {
  const { rows, settings, major } = await readOpenRows(client);
  return { catalog: buildCatalog(rows, settings, major, grammar), major };
}

/** What that is built from. */
export async function readOpenRows(client: Client): Promise<CatalogRows> {
  const { version, path } = await facts(client);
  const major = Math.floor(version / 10_000);
  if (!isMajor(major) || major > newestRead) throw unsupported(major);
  await client.query(limits);
  const rows = await readRows(client, major);
  const settings = new Map(path === defaultPath ? [] : [["search_path", path]]);
  return { major, settings, rows };
}

const defaultPath = '"$user", public';

/** The search path is what role and database set for every session, and what the connection asked for. */
async function facts(client: Client): Promise<{ readonly version: number; readonly path: string }> {
  const { rows } = await client.query<{ readonly version: number; readonly path: string }>(
    `SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4 AS version,
            pg_catalog.current_setting('search_path') AS path`,
  );
  return rows[0] ?? { version: 0, path: defaultPath };
}

function unsupported(major: number): RunError {
  const message = `The server is PostgreSQL ${major}. Its catalog can be read on 14 to 18.`;
  return new RunError(plainFailure("unsupported-version", message));
}
