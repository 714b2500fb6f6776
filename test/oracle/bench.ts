import type { Client } from "pg";
import { observe, takeBaseline } from "../../server/src/run/observe.ts";
import { observeBlocked } from "../../server/src/run/observe/blocked.ts";
import type { Blocker } from "../../server/src/run/observe/blocked.ts";
import type { Observation } from "../../server/src/run/observe/observation.ts";
import { freshDatabase } from "../support/servers.ts";
import type { Database, Major } from "../support/servers.ts";
import { schema } from "./cases.ts";
import type { OracleCase } from "./cases.ts";
import { Copies } from "./copies.ts";

/** A server of one major with the oracle's schema, on which cases are observed. */
export interface Bench {
  run(one: OracleCase): Promise<Observation>;
  dispose(): Promise<void>;
}

/** Databases that are kept for the next case with the same set-up. */
const mostPrepared = 8;

/**
 * Makes the schema once. Cases with the same set-up, often none, share a copy of it and are rolled back; those that are
 * held up, and so cannot be rolled back, get a copy of their own.
 */
export async function openBench(major: Major): Promise<Bench> {
  const template = await freshDatabase(major);
  const maker = await template.connect();
  await maker.query(schema);
  await maker.end();
  const copies = new Copies(major, template.database);
  /** The one that was used last stands last. */
  const prepared = new Map<string, Prepared>();
  return {
    async run(one) {
      if (one.blockedBy.length > 0) return runBlocked(copies, one);
      const key = JSON.stringify(one.setup);
      const found = prepared.get(key) ?? (await prepare(copies, one.setup));
      prepared.delete(key);
      prepared.set(key, found);
      const [oldest] = prepared;
      if (prepared.size > mostPrepared && oldest !== undefined) {
        prepared.delete(oldest[0]);
        copies.drop(oldest[1].database);
      }
      return runRolledBack(found.client, one);
    },
    async dispose() {
      for (const { database } of prepared.values()) copies.drop(database);
      await copies.dispose();
      await template.dispose();
    },
  };
}

interface Prepared {
  readonly database: Database;
  readonly client: Client;
}

async function prepare(copies: Copies, setup: readonly string[]): Promise<Prepared> {
  const database = await copies.take();
  const client = await database.connect();
  for (const sql of setup) await client.query(sql);
  return { database, client };
}

async function runBlocked(copies: Copies, one: OracleCase): Promise<Observation> {
  const { database, client } = await prepare(copies, one.setup);
  try {
    const blockers = await Promise.all(one.blockedBy.map((sql) => block(database, sql)));
    const watcher = await database.connect();
    return await observeBlocked(client, watcher, last(one), blockers);
  } finally {
    copies.drop(database);
  }
}

async function runRolledBack(client: Client, one: OracleCase): Promise<Observation> {
  await client.query("BEGIN");
  try {
    const baseline = await takeBaseline(client);
    for (const sql of one.statements.slice(0, -1)) await client.query(sql);
    return await observe(client, last(one), baseline);
  } finally {
    await client.query("ROLLBACK");
  }
}

async function block(database: Database, sql: string): Promise<Blocker> {
  const client = await database.connect();
  await client.query("BEGIN");
  await client.query(sql);
  return {
    async release() {
      await client.query("ROLLBACK");
    },
  };
}

function last({ statements }: OracleCase): string {
  const sql = statements.at(-1);
  if (sql === undefined) throw new Error("A case without a statement.");
  return sql;
}
