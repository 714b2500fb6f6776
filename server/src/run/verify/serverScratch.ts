import { randomBytes } from "node:crypto";
import { escapeIdentifier, type Client } from "pg";
import { connect } from "../databases/connect.ts";
import type { ConnectionFacts, Database } from "../databases/database.ts";
import { messageOf } from "../databases/databaseError.ts";
import { plainFailure, RunError } from "../runError.ts";
import { type Scratch, scratchPrefix } from "./scratch.ts";

/**
 * A new database beside the one that was named, which is only connected to. Our connection to that one carries the name
 * of the new one from before it is made until it is gone, so that a database without such a connection belongs to a
 * process that was killed.
 */
export async function serverScratch(database: Database, host: ConnectionFacts): Promise<Scratch> {
  const name = `${scratchPrefix}${process.pid}_${randomBytes(6).toString("hex")}`;
  const keeper = await connect({ ...host.config, application_name: name });
  try {
    await removeStale(keeper);
    await create(keeper, name);
  } catch (error) {
    await keeper.end();
    throw error;
  }
  return {
    database,
    shared: true,
    facts: { ...host, config: { ...host.config, database: name } },
    reset: async () => {
      await drop(keeper, name);
      await create(keeper, name);
    },
    remove: async () => {
      // Where the server is gone, the next one that looks removes it.
      await drop(keeper, name).catch(() => undefined);
      await keeper.end();
    },
  };
}

/** From `template0`: what somebody has put into `template1` is nothing that a migration finds elsewhere. */
async function create(keeper: Client, name: string): Promise<void> {
  try {
    await keeper.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE template0`);
  } catch (error) {
    const message = `A scratch database cannot be made on this server: ${messageOf(error)}. Let the role create databases, or use --database embedded.`;
    throw new RunError(plainFailure("no-scratch-database", message), error);
  }
}

async function drop(keeper: Client, name: string): Promise<void> {
  await keeper.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
}

/** Only those that are this role's, and that nobody is connected to. */
async function removeStale(keeper: Client): Promise<void> {
  const { rows } = await keeper.query<{ name: string }>(
    `SELECT d.datname AS name FROM pg_catalog.pg_database d
      WHERE pg_catalog.starts_with(d.datname, $1) AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                         WHERE a.datname = d.datname OR a.application_name = d.datname)`,
    [scratchPrefix],
  );
  for (const { name } of rows) {
    // Another one that looks may be quicker.
    await keeper.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)}`).catch(() => undefined);
  }
}
