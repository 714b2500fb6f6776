import type { Client } from "pg";
import { observe, takeBaseline } from "../../server/src/run/observe.ts";
import { observeBlocked } from "../../server/src/run/observe/blocked.ts";
import type { Blocker } from "../../server/src/run/observe/blocked.ts";
import type { Observation } from "../../server/src/run/observe/observation.ts";
import { freshDatabase } from "../support/servers.ts";
import type { Database, Major } from "../support/servers.ts";
import { schema } from "./cases.ts";
import type { OracleCase } from "./cases.ts";

/** A server of one major with the oracle's schema, on which cases are observed. */
export interface Bench {
  run(one: OracleCase): Promise<Observation>;
  dispose(): Promise<void>;
}

/**
 * Makes the schema once. Cases without a set-up share a copy of it and are rolled back; the others get a copy of
 * their own.
 */
export async function openBench(major: Major): Promise<Bench> {
  const template = await freshDatabase(major);
  const maker = await template.connect();
  await maker.query(schema);
  await maker.end();
  const shared = await freshDatabase(major, template.database);
  const client = await shared.connect();
  return {
    async run(one) {
      if (one.setup.length === 0 && one.blockedBy.length === 0) return runRolledBack(client, one);
      const own = await freshDatabase(major, template.database);
      try {
        return await runAlone(own, one);
      } finally {
        await own.dispose();
      }
    },
    async dispose() {
      await shared.dispose();
      await template.dispose();
    },
  };
}

async function runAlone(database: Database, one: OracleCase): Promise<Observation> {
  const client = await database.connect();
  for (const sql of one.setup) await client.query(sql);
  if (one.blockedBy.length === 0) return runRolledBack(client, one);
  const blockers = await Promise.all(one.blockedBy.map((sql) => block(database, sql)));
  const watcher = await database.connect();
  return observeBlocked(client, watcher, last(one), blockers);
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
