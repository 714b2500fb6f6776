import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type pg from "pg";
import { freshDatabase, type Database } from "../support/servers.ts";
import { recipeCalled } from "./projects.ts";
import { split } from "./reshapeCases.ts";
import { RolloutProof } from "./rolloutProof.ts";
import { send } from "./send.ts";

const proof = new RolloutProof(recipeCalled("split-or-merge-columns"));
const finished = proof.finished(split);
const steps = finished.analysis.migrations.slice(1);

type Row = readonly (string | null)[];

/*
 * What the trigger makes of a write, on a row that is filled and on one that is not: `name` is old, `first` and `last`
 * are new. Row 5 is `one two  three`, which does not come back as itself.
 */
describe.each(["expanded", "filled"] as const)("writes while both sides exist, %s", (phase) => {
  let database: Database;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase(18);
    client = await database.connect();
    const [before] = finished.analysis.migrations;
    if (before !== undefined) await send(client, finished, before, "up");
    await client.query("INSERT INTO users VALUES (4, 'a b'), (5, 'one two  three'), (6, NULL)");
    for (const step of steps.slice(0, phase === "expanded" ? 1 : 2)) await send(client, finished, step, "up");
  });

  afterAll(() => database.dispose());

  async function row(sql: string): Promise<Row> {
    await client.query("BEGIN");
    try {
      await client.query(sql);
      const { rows } = await client.query<{ name: string | null; first: string | null; last: string | null }>(
        "SELECT name, first, last FROM users WHERE id IN (5, 10) ORDER BY id DESC LIMIT 1",
      );
      return [rows[0]?.name ?? null, rows[0]?.first ?? null, rows[0]?.last ?? null];
    } finally {
      await client.query("ROLLBACK");
    }
  }

  it.each<[string, Row]>([
    ["INSERT INTO users VALUES (10, 'x y  z')", ["x y  z", "x", "y"]],
    ["INSERT INTO users (id, name) VALUES (10, 'alone')", ["alone", "alone", ""]],
    ["INSERT INTO users (id) VALUES (10)", [null, null, null]],
    ["INSERT INTO users (id, first, last) VALUES (10, 'de la', 'x')", ["de la x", "de la", "x"]],
    ["INSERT INTO users (id, first) VALUES (10, 'x')", [null, "x", null]],
    ["INSERT INTO users (id, name, first, last) VALUES (10, 'o l d', 'n', 'w')", ["n w", "n", "w"]],
    ["UPDATE users SET name = 'x  y' WHERE id = 5", ["x  y", "x", ""]],
    ["UPDATE users SET name = NULL WHERE id = 5", [null, null, null]],
    ["UPDATE users SET first = 'de la' WHERE id = 5", ["de la two", "de la", "two"]],
    ["UPDATE users SET last = 'x' WHERE id = 5", ["one x", "one", "x"]],
    [
      "UPDATE users SET first = 'a', last = NULL WHERE id = 5; UPDATE users SET last = 'b' WHERE id = 5",
      ["a b", "a", "b"],
    ],
    ["UPDATE users SET name = name, first = 'n' WHERE id = 5", ["n two", "n", "two"]],
    ["UPDATE users SET id = 10 WHERE id = 5", ["one two  three", "one", "two"]],
    ["UPDATE users SET name = name WHERE id = 5", ["one two  three", "one", "two"]],
    [
      "INSERT INTO users (id, name) VALUES (5, 'p q r') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
      ["p q r", "p", "q"],
    ],
    [
      "INSERT INTO users (id, first, last) VALUES (5, 'p q', 'r') ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last",
      ["p q r", "p q", "r"],
    ],
    [
      "UPDATE users SET first = 'p q', last = 'r' WHERE id = 5; UPDATE users SET id = 10 WHERE id = 5",
      ["p q r", "p q", "r"],
    ],
  ])("%s", async (sql, expected) => {
    expect(await row(sql)).toEqual(expected);
  });
});
