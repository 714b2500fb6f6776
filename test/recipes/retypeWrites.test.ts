import { describe, expect, it } from "vitest";
import type pg from "pg";
import { testedMajors, type Major } from "../support/servers.ts";
import { mostErrors } from "./traffic/version.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { rolledOut, type RetypeCase } from "./retypeCases.ts";
import { send } from "./send.ts";

async function prepared(given: RetypeCase, major: Major) {
  const { open, finished } = rolledOut(given);
  const begin = await begun({ project: finished, seed: given.seed, major });
  return {
    ...begin,
    finished,
    steps: finished.analysis.migrations.slice(1),
    expanded: open.analysis.migrations.length - 1,
  };
}

const shop: RetypeCase = {
  before: `CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
    CREATE TABLE orders (id bigserial PRIMARY KEY, user_id int NOT NULL REFERENCES users (id) ON DELETE CASCADE, n int);
    CREATE INDEX orders_user ON orders (user_id);`,
  seed: `INSERT INTO users (email) SELECT 'u' || g FROM generate_series(1, 20000) g;
    INSERT INTO orders (user_id, n) SELECT 1 + g % 20000, g FROM generate_series(1, 40000) g;`,
  change: "users ALTER COLUMN id TYPE bigint",
  back: "users ALTER COLUMN id TYPE int",
};

/** Signs users up, lets them order, changes and deletes them, and remembers who must be there. */
class Shop {
  readonly users = new Map<number, { email: string; orders: number }>();
  readonly errors: string[] = [];
  longest = 0;
  #stopped = false;
  readonly #client: pg.Client;
  readonly #mark: string;
  readonly #running: Promise<void>;

  constructor(client: pg.Client, mark: string) {
    this.#client = client;
    this.#mark = mark;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let turn = 0; !this.#stopped && this.errors.length < mostErrors; turn++) {
      const email = `${this.#mark} ${turn}`;
      const [made] = await this.#query("INSERT INTO users (email) VALUES ($1) RETURNING id", [email]);
      const id = Number(made?.["id"]);
      if (Number.isNaN(id)) continue;
      await this.#query("BEGIN", []);
      await this.#query("INSERT INTO orders (user_id, n) VALUES ($1, 1), ($1, 2)", [id]);
      await this.#query("UPDATE users SET email = email || ' changed' WHERE id = $1", [id]);
      await this.#query("COMMIT", []);
      if (turn % 3 === 0) await this.#query("DELETE FROM users WHERE id = $1", [id]);
      else this.users.set(id, { email: `${email} changed`, orders: 2 });
      await this.#query("SELECT count(*) FROM orders WHERE user_id = $1", [id]);
    }
  }

  async #query(sql: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]> {
    const started = performance.now();
    try {
      const { rows } = await this.#client.query<Record<string, unknown>>(sql, [...values]);
      return rows;
    } catch (error) {
      this.errors.push(`${sql}: ${String(error)}`);
      return [];
    } finally {
      this.longest = Math.max(this.longest, performance.now() - started);
    }
  }
}

describe.each(testedMajors)("a primary key becomes bigint while a shop works, PostgreSQL %i", (major) => {
  it("loses no user and no order, up and back", async () => {
    const { home, client, finished, steps } = await prepared(shop, major);
    const before = await fingerprint(client);
    const clients = [await home.connect(), await home.connect()];
    const known = new Map<number, { email: string; orders: number }>();
    let longest = 0;
    const ways = [
      ...steps.map((step) => ({ step, direction: "up" as const })),
      ...[...steps].reverse().map((step) => ({ step, direction: "down" as const })),
    ];
    for (const [turn, { step, direction }] of ways.entries()) {
      const shops = clients.map((each, index) => new Shop(each, `${turn}.${index}`));
      await new Promise((resolve) => setTimeout(resolve, 30));
      await send(client, finished, step, direction);
      await new Promise((resolve) => setTimeout(resolve, 30));
      for (const each of shops) {
        await each.stop();
        expect(each.errors, `${direction} ${step.migration.name}`).toEqual([]);
        for (const [id, user] of each.users) known.set(id, user);
        longest = Math.max(longest, each.longest);
      }
    }
    const { rows } = await client.query<{ id: string; email: string; orders: number }>(
      "SELECT u.id, email, count(o)::int AS orders FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id, email",
    );
    const found = new Map(rows.map(({ id, email, orders }) => [Number(id), { email, orders }]));
    expect([...known].filter(([id, user]) => JSON.stringify(found.get(id)) !== JSON.stringify(user))).toEqual(
      [],
    );
    expect(found.size).toBe(20_000 + known.size);
    expect((await fingerprint(client)).catalog).toEqual(before.catalog);
    console.log(`the longest of the statements meanwhile took ${longest.toFixed(0)} ms`);
  });

  it("takes what only the new type holds as soon as the names are exchanged, and says so on the way down", async () => {
    const { client, finished, steps, expanded } = await prepared(shop, major);
    for (const step of steps) await send(client, finished, step, "up");
    const big = "INSERT INTO users (id, email) VALUES (3000000000, 'big') RETURNING id";
    // One step back the old column is there again and follows; no write fails of what it cannot hold.
    const back = [...steps].reverse();
    for (const step of back) {
      if (/prove|guard/.test(step.migration.name)) break;
      await send(client, finished, step, "down");
    }
    await client.query(big);
    const rest = back.slice(back.findIndex(({ migration }) => /guard/.test(migration.name)));
    const [guard, prove] = rest;
    if (guard === undefined || prove === undefined) throw new Error("the steps are called otherwise");
    await send(client, finished, guard, "down");
    await expect(send(client, finished, prove, "down")).rejects.toThrow(/violated by some row/);
    await client.query("DELETE FROM users WHERE email = 'big'");
    for (const step of rest.slice(1)) await send(client, finished, step, "down");
    await expect(client.query(big)).rejects.toThrow("out of range");
    expect(steps.length).toBeGreaterThan(expanded);
  });
});

it.each(testedMajors)(
  "a value that does not convert stops the backfill, and hinders no other write of its row, PostgreSQL %i",
  async (major) => {
    const { client, finished, steps } = await prepared(
      {
        before: "CREATE TABLE t (id int PRIMARY KEY, a text, n int);",
        seed: "INSERT INTO t SELECT g, g::text FROM generate_series(1, 3000) g; UPDATE t SET a = 'none' WHERE id = 2500",
        change: "t ALTER a TYPE int USING a::int",
        back: "t ALTER a TYPE text",
      },
      major,
    );
    const before = await fingerprint(client);
    const [expand, fill] = steps;
    if (expand === undefined || fill === undefined) throw new Error("there is no such step");
    await send(client, finished, expand, "up");
    await client.query("UPDATE t SET n = 1 WHERE id = 2500");
    await client.query("UPDATE t SET n = NULL WHERE id = 2500");
    await expect(send(client, finished, fill, "up")).rejects.toThrow(
      /invalid input syntax for type integer: "none"/,
    );
    await expect(client.query("UPDATE t SET a = 'other' WHERE id = 1")).rejects.toThrow(
      "invalid input syntax",
    );
    await client.query("UPDATE t SET a = '7' WHERE id = 2500");
    for (const step of steps.slice(1)) await send(client, finished, step, "up");
    const { rows } = await client.query("SELECT sum(a) AS sum FROM t");
    expect(rows).toEqual([{ sum: String((3000 * 3001) / 2 - 2500 + 7) }]);
    for (const step of [...steps].reverse()) await send(client, finished, step, "down");
    expect((await fingerprint(client)).catalog).toEqual(before.catalog);
  },
);

it.each(testedMajors)(
  "what the user's own down cannot turn into an old value, or raises of, fails no write, and stops the down, PostgreSQL %i",
  async (major) => {
    const { client, finished, steps } = await prepared(
      {
        before: "CREATE TABLE t (id int PRIMARY KEY, a int);",
        seed: "INSERT INTO t SELECT g, g FROM generate_series(1, 300) g;",
        change: "t ALTER a TYPE bigint USING a::bigint * 2",
        back: "t ALTER a TYPE int USING (a / 2)::int",
      },
      major,
    );
    const before = await fingerprint(client);
    for (const step of steps) await send(client, finished, step, "up");
    const back = [...steps].reverse();
    const guard = back.findIndex(({ migration }) => migration.name.includes("guard"));
    for (const step of back.slice(0, guard + 1)) await send(client, finished, step, "down");
    await client.query("ALTER TABLE t DROP CONSTRAINT t_a_new_check");
    // 3 would come back as 2, and half of the other is no integer.
    await client.query("UPDATE t SET a = 3 WHERE id = 7; INSERT INTO t (id, a) VALUES (1000, 9000000000000)");
    const { rows } = await client.query("SELECT id FROM t WHERE a_old IS NULL ORDER BY id");
    expect(rows).toEqual([{ id: 7 }, { id: 1000 }]);
    const [add, prove, ...rest] = back.slice(guard);
    if (add === undefined || prove === undefined) throw new Error("the steps are called otherwise");
    await send(client, finished, add, "down");
    await expect(send(client, finished, prove, "down")).rejects.toThrow(/violated by some row/);
    await client.query("UPDATE t SET a = 14 WHERE id = 7; DELETE FROM t WHERE id = 1000");
    for (const step of [prove, ...rest]) await send(client, finished, step, "down");
    expect(await fingerprint(client)).toEqual(before);
  },
);

it.each(testedMajors)(
  "what is set for the column alone is not lost in silence, PostgreSQL %i",
  async (major) => {
    const given = {
      before: "CREATE TABLE t (id int PRIMARY KEY, a text);",
      seed: "INSERT INTO t SELECT g, g::text FROM generate_series(1, 30) g;",
      change: "t ALTER a TYPE varchar(20)",
      back: "t ALTER a TYPE text",
    };
    const attributes: readonly ((column: string) => string)[] = [
      (column) => `COMMENT ON COLUMN t.${column} IS 'it''s a'`,
      (column) => `GRANT SELECT (${column}) ON t TO pg_monitor`,
      (column) => `ALTER TABLE t ALTER ${column} SET STATISTICS 7`,
      (column) => `ALTER TABLE t ALTER ${column} SET STORAGE EXTERNAL`,
      (column) => `ALTER TABLE t ALTER ${column} SET (n_distinct = 5)`,
      (column) => `ALTER TABLE t ALTER ${column} SET COMPRESSION pglz`,
    ];
    for (const attribute of attributes) {
      const { client, finished, steps } = await prepared(given, major);
      await client.query(attribute("a"));
      const passed: string[] = [];
      const run = async (): Promise<void> => {
        for (const step of steps.slice(passed.length)) {
          await send(client, finished, step, "up");
          passed.push(step.migration.name);
        }
      };
      await expect(run(), attribute("a")).rejects.toThrow(/a_new has the comment, privileges/);
      await client.query(attribute("a_new"));
      await run();
      expect(passed).toHaveLength(steps.length);
    }
  },
);
