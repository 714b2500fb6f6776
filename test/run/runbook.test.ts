import type { Client } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  invalidIndexes,
  sessionsInTheWay,
  whoWaits,
  withoutStatistics,
} from "../../server/src/report/runbook/queries.ts";
import * as queries from "../../server/src/report/runbook/queries.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";

const tables = ["public.users", '"Odd ""Schema"""."it\'s"', "public.gone"];
const setup = `CREATE TABLE users (id int PRIMARY KEY, note text); CREATE SCHEMA "Odd ""Schema""";
CREATE TABLE "Odd ""Schema"""."it's" (id int); INSERT INTO users SELECT g, g FROM generate_series(1, 100) g; ANALYZE users`;

async function settled<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (;;) {
    const rows = await ask();
    if (rows.length > 0) return rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.each(testedMajors)("PostgreSQL %i", (major) => {
  const open = async (): Promise<Record<"client" | "other" | "watching", Client>> => {
    const home = await freshDatabase(major);
    onTestFinished(() => home.dispose());
    const client = await home.connect();
    await client.query(setup);
    return { client, other: await home.connect(), watching: await home.connect() };
  };

  it("runs every query of a runbook, for a role that may only look, in a transaction that only reads", async () => {
    const { client } = await open();
    await client.query(
      `GRANT USAGE ON SCHEMA "Odd ""Schema""" TO pg_monitor; SET ROLE pg_monitor; BEGIN READ ONLY`,
    );
    for (const [name, query] of Object.entries(queries)) {
      const text = typeof query === "string" ? query : query(tables);
      expect(text.trimEnd().endsWith(";"), name).toBe(true);
      await client.query(text);
    }
  });

  it("names who is in the way, and who waits for whom", async () => {
    const { client, other, watching } = await open();
    await other.query("BEGIN; SELECT FROM users");
    const { rows } = await client.query<{ state: string }>(sessionsInTheWay(tables));
    expect(rows).toMatchObject([{ state: "idle in transaction", query: "BEGIN; SELECT FROM users" }]);
    const altering = client.query("ALTER TABLE users ADD COLUMN more int");
    // Sessions are read before their locks: what stands there first may still be the query of before. Nor does
    // pg_stat_activity change within a transaction, so one without a transaction asks.
    const waiting = await settled(async () => {
      const { rows: found } = await watching.query<{ query: string }>(whoWaits);
      return found.filter(({ query }) => query.startsWith("ALTER"));
    });
    expect(waiting).toMatchObject([{ query: "ALTER TABLE users ADD COLUMN more int" }]);
    await other.query("ROLLBACK");
    await altering;
  });

  it("names the index that is INVALID, and the columns without statistics", async () => {
    const { client } = await open();
    await client.query("INSERT INTO users VALUES (101, '1')");
    await expect(client.query("CREATE UNIQUE INDEX CONCURRENTLY twice ON users (note)")).rejects.toThrow();
    const { rows: invalid } = await client.query(invalidIndexes);
    expect(invalid).toEqual([{ index_name: "twice", table_name: "users" }]);
    await client.query("DROP INDEX twice; ALTER TABLE users ALTER note TYPE bigint USING note::bigint");
    const { rows: bare } = await client.query(withoutStatistics(["public.users"]));
    expect(bare).toEqual([{ table_name: "users", attname: "note" }]);
  });
});
