import { describe, expect, it, onTestFinished } from "vitest";
import { statisticsQuery } from "../../server/src/analysis/statistics/query.ts";
import { readStatistics } from "../../server/src/analysis/statistics/read.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";

const setup = `
CREATE SCHEMA "Odd Schema";
CREATE TABLE users (id bigint PRIMARY KEY, note text);
INSERT INTO users SELECT g, repeat('x', 100) FROM generate_series(1, 5000) g;
UPDATE users SET note = note WHERE id <= 100;
CREATE INDEX users_note ON users (note);
CREATE TABLE "Odd Schema"."Sel""ect" (id int);
INSERT INTO "Odd Schema"."Sel""ect" SELECT generate_series(1, 10);
CREATE TABLE fresh (id int);
CREATE TABLE parent (id int) PARTITION BY RANGE (id);
CREATE TABLE low PARTITION OF parent FOR VALUES FROM (0) TO (100);
CREATE TABLE high PARTITION OF parent FOR VALUES FROM (100) TO (1000) PARTITION BY RANGE (id);
CREATE TABLE higher PARTITION OF high FOR VALUES FROM (100) TO (1000);
CREATE INDEX parent_id ON parent (id);
INSERT INTO parent SELECT generate_series(0, 999);
CREATE MATERIALIZED VIEW seen AS SELECT * FROM users WHERE id <= 50;
CREATE VIEW plain AS SELECT 1 AS one;
CREATE TEMPORARY TABLE passing (id int);
CREATE ROLE nobody_in_particular;`;

describe.each(testedMajors)("PostgreSQL %i", (major) => {
  it("tells sizes, and nothing waits: not even behind an ALTER TABLE, nor for a role without any right", async () => {
    const home = await freshDatabase(major);
    onTestFinished(() => home.dispose());
    const [client, altering] = [await home.connect(), await home.connect()];
    await client.query(`DROP ROLE IF EXISTS nobody_in_particular; ${setup}`);
    await client.query('ANALYZE users, "Odd Schema"."Sel""ect", parent, seen');
    await altering.query(
      "BEGIN; ALTER TABLE users ADD COLUMN more int; LOCK TABLE low; REFRESH MATERIALIZED VIEW seen",
    );
    await client.query("SET ROLE nobody_in_particular; SET lock_timeout = '1s'; BEGIN READ ONLY");
    const { rows } = await client.query<{ statistics: string }>(statisticsQuery);
    await client.query("ROLLBACK; RESET ROLE");
    await altering.query("ROLLBACK");
    await client.query("DROP ROLE nobody_in_particular");

    expect(rows).toHaveLength(1);
    const text = rows[0]?.statistics ?? "";
    const found = readStatistics(text);
    expect([...(found?.keys() ?? [])].sort()).toEqual([
      'Odd Schema.Sel"ect',
      "public.high",
      "public.higher",
      "public.low",
      "public.parent",
      "public.seen",
      "public.users",
    ]);
    const size = async (table: string): Promise<number> =>
      Number(
        (await client.query<{ size: string }>(`SELECT pg_relation_size('${table}') AS size`)).rows[0]?.size,
      );
    const users = found?.get("public.users");
    expect(users).toMatchObject({ rows: 5000, bytes: await size("users") });
    expect(users?.asOf).toBe(new Date().toISOString().slice(0, 10));
    expect(users?.writesPerSecond).toBeGreaterThanOrEqual(0);
    expect(found?.get("public.parent")).toMatchObject({
      rows: 1000,
      bytes: (await size("low")) + (await size("higher")),
    });
    const told: unknown = JSON.parse(text);
    expect(told).toMatchObject({ version: 1, postgres: major });
    expect(told).toHaveProperty(
      "tables",
      expect.arrayContaining([
        expect.objectContaining({
          table: "users",
          indexBytes: (await size("users_pkey")) + (await size("users_note")),
          indexes: [
            { name: "users_note", bytes: await size("users_note"), valid: true },
            { name: "users_pkey", bytes: await size("users_pkey"), valid: true },
          ],
        }),
        expect.objectContaining({ table: "fresh", rows: null, bytes: null }),
      ]),
    );
  });

  it("gives an empty list for a database without tables", async () => {
    const home = await freshDatabase(major);
    onTestFinished(() => home.dispose());
    const { rows } = await (await home.connect()).query<{ statistics: string }>(statisticsQuery);
    expect(readStatistics(rows[0]?.statistics ?? "")?.size).toBe(0);
  });
});
