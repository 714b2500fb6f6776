import type { Client } from "pg";
import type { Major } from "../../support/servers.ts";
import { freshDatabase } from "../../support/servers.ts";

/** Roles and tablespaces, which belong to all databases of a server. */
export interface Globals {
  readonly roles: readonly string[];
  readonly tablespaces: readonly string[];
}

export async function rememberGlobals(client: Client): Promise<Globals> {
  const names = async (query: string): Promise<readonly string[]> =>
    (await client.query<{ name: string }>(query)).rows.map(({ name }) => name);
  return {
    roles: await names("SELECT rolname AS name FROM pg_catalog.pg_roles"),
    tablespaces: await names("SELECT spcname AS name FROM pg_catalog.pg_tablespace"),
  };
}

/** Drops what a script has left behind outside its database, so that the next one finds the server as it was. */
export async function dropLeftovers(major: Major, before: Globals): Promise<void> {
  const database = await freshDatabase(major);
  try {
    const client = await database.connect();
    const now = await rememberGlobals(client);
    const drop = async (kind: string, names: readonly string[], known: readonly string[]): Promise<void> => {
      for (const name of names.filter((one) => !known.includes(one)))
        await client.query(`DROP ${kind} ${client.escapeIdentifier(name)}`).catch(() => undefined);
    };
    await drop("TABLESPACE", now.tablespaces, before.tablespaces);
    await drop("ROLE", now.roles, before.roles);
    await drop("ROLE", now.roles, before.roles);
  } finally {
    await database.dispose();
  }
}
