import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type pg from "pg";
import { freshDatabase, type Database } from "../support/servers.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/*
 * What the triggers make of a write, on a row that is filled (`filled`: all migrations of the plan have run) and on
 * one that is not (`expanded`: only the first has). `a` is the old name, `b` the new one.
 */
const recipe = recipeCalled("rename-column-by-dual-write");

describe.each(["expanded", "filled"] as const)("writes while both columns exist, %s", (phase) => {
  let database: Database;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase(18);
    client = await database.connect();
    const project = TestProject.of("dbmate", [
      {
        name: "before",
        up: "CREATE TABLE t (id int PRIMARY KEY, a text, UNIQUE (a));",
        autocommit: false,
        down: "",
      },
      { name: "t", up: "ALTER TABLE t RENAME a TO b;", autocommit: false, down: "" },
    ]);
    const first = project.with(planned(project.rewrite(recipe)));
    const [before, ...steps] = first.analysis.migrations;
    if (before !== undefined) await send(client, first, before, "up");
    await client.query("INSERT INTO t SELECT g, 'old ' || g FROM generate_series(1, 9) g");
    for (const step of phase === "expanded" ? steps.slice(0, 1) : steps)
      await send(client, first, step, "up");
    const other = TestProject.of("dbmate", [
      {
        name: "before",
        up: "CREATE TABLE d (id int PRIMARY KEY, a text NOT NULL DEFAULT 'usual');",
        autocommit: false,
        down: "",
      },
      { name: "d", up: "ALTER TABLE d RENAME a TO b;", autocommit: false, down: "" },
    ]);
    const second = other.with(planned(other.rewrite(recipe)));
    const [, ...more] = second.analysis.migrations;
    for (const step of second.analysis.migrations.slice(0, phase === "expanded" ? 2 : more.length + 1))
      await send(client, second, step, "up");
  });

  afterAll(() => database.dispose());
  beforeEach(async () => {
    await client.query("DELETE FROM t WHERE id > 9; DELETE FROM d");
  });

  async function both(sql: string, table = "t"): Promise<readonly (string | null)[]> {
    await client.query("BEGIN");
    try {
      await client.query(sql);
      const { rows } = await client.query<{ a: string | null; b: string | null }>(
        `SELECT a, b FROM ${table} WHERE id IN (5, 10) ORDER BY id DESC LIMIT 1`,
      );
      return [rows[0]?.a ?? null, rows[0]?.b ?? null];
    } finally {
      await client.query("ROLLBACK");
    }
  }

  it.each([
    ["INSERT INTO t (id, a) VALUES (10, 'x')", "x"],
    ["INSERT INTO t (id, b) VALUES (10, 'x')", "x"],
    ["INSERT INTO t (id, a, b) VALUES (10, 'x', 'x')", "x"],
    ["INSERT INTO t (id, a, b) VALUES (10, 'old', 'new')", "new"],
    ["INSERT INTO t (id) VALUES (10)", null],
    ["INSERT INTO t (id, b) VALUES (10, NULL)", null],
    [
      "DELETE FROM t WHERE id = 5; INSERT INTO t (id, a) VALUES (5, 'x') ON CONFLICT (id) DO UPDATE SET a = excluded.a",
      "x",
    ],
    ["INSERT INTO t (id, b) VALUES (5, 'x') ON CONFLICT (id) DO UPDATE SET b = excluded.b", "x"],
    ["UPDATE t SET a = 'x' WHERE id = 5", "x"],
    ["UPDATE t SET b = 'x' WHERE id = 5", "x"],
    ["UPDATE t SET a = NULL WHERE id = 5", null],
    ["UPDATE t SET b = NULL WHERE id = 5", null],
    ["UPDATE t SET a = 'old', b = 'new' WHERE id = 5", "new"],
    ["UPDATE t SET a = 'x', b = b WHERE id = 5", "x"],
    ["UPDATE t SET a = a, b = 'x' WHERE id = 5", "x"],
    ["UPDATE t SET a = a, b = b WHERE id = 5", "old 5"],
    ["UPDATE t SET id = 10 WHERE id = 5", "old 5"],
    ["UPDATE t SET a = 'x' WHERE id = 5; UPDATE t SET b = 'y' WHERE id = 5", "y"],
    ["UPDATE t SET b = 'y' WHERE id = 5; UPDATE t SET a = 'x' WHERE id = 5", "x"],
    ["MERGE INTO t USING (VALUES (5)) AS s (id) ON t.id = s.id WHEN MATCHED THEN UPDATE SET b = 'x'", "x"],
  ])("%s", async (sql, value) => {
    expect(await both(sql)).toEqual([value, value]);
  });

  it.each([
    ["INSERT INTO d (id) VALUES (10)", "usual"],
    ["INSERT INTO d (id, a) VALUES (10, 'x')", "x"],
    ["INSERT INTO d (id, b) VALUES (10, 'x')", "x"],
    ["INSERT INTO d (id, a) VALUES (10, DEFAULT)", "usual"],
    ["INSERT INTO d (id, b) VALUES (10, DEFAULT)", "usual"],
    ["INSERT INTO d (id, a, b) VALUES (10, 'usual', 'x')", "x"],
  ])("with NOT NULL and a default: %s", async (sql, value) => {
    expect(await both(sql, "d")).toEqual([value, value]);
  });

  it("refuses NULL as before", async () => {
    await expect(both("INSERT INTO d (id) VALUES (10); UPDATE d SET b = NULL", "d")).rejects.toThrow(
      "not-null",
    );
    await expect(both("INSERT INTO d (id) VALUES (10); UPDATE d SET a = NULL", "d")).rejects.toThrow(
      "not-null",
    );
  });

  it("is unique under both names", async () => {
    await expect(both("UPDATE t SET b = 'x' WHERE id IN (4, 5)")).rejects.toThrow("duplicate key");
  });
});
