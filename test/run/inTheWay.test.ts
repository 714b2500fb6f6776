import { expect, test } from "vitest";
import { blockersText } from "../../server/src/cli/blockersText.ts";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { isInTheWay, type InTheWay } from "../../server/src/run/inTheWay/inTheWay.ts";
import { sleep } from "../../server/src/run/sleep.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

const bench = workbench(18);
const up = (sql: string, options = "") => `-- migrate:up${options}\n${sql}\n-- migrate:down\n`;
const look = () => bench.engine.inTheWay(bench.folder.read(), { command: "up" }, never);

/** Until what is looked for has been there for a second. */
async function lookUntil(done: (found: InTheWay) => boolean): Promise<InTheWay> {
  for (;;) {
    const found = await look();
    if (done(found)) return found;
    await sleep(50);
  }
}

test("who has what a pending migration locks stands in its way, and nobody else", async () => {
  bench.open(dbmate, {
    "1_a.sql": up(
      "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (id int); CREATE TABLE other ();",
    ),
  });
  expect((await bench.run()).failure).toBeUndefined();
  bench.folder.write(
    "2_b.sql",
    up("ALTER TABLE users RENAME TO people;\nALTER TABLE people ADD x int;\nCREATE TABLE new ();"),
  );
  bench.folder.write("3_c.sql", up("CREATE INDEX ON orders (id);\nDROP TABLE new;"));
  const [reader, writer, waiter] = await Promise.all([1, 2, 3].map(() => bench.database.connect()));
  await reader?.query("SET application_name = 'reader'; BEGIN; SELECT FROM users, orders");
  await writer?.query("SET application_name = 'writer'; BEGIN; UPDATE orders SET id = 2; LOCK TABLE other");
  const waiting = waiter?.query("SET application_name = 'waiter'; TABLE other");
  const found = await lookUntil((each) => isInTheWay(each) && each.waiting.length > 0);
  const [users, orders] = found.tables;
  expect(found.tables).toHaveLength(2);
  // The first statement already takes the strongest lock, by the name that the table has now.
  expect(users).toMatchObject({
    relation: "public.users",
    lock: "ACCESS EXCLUSIVE",
    path: "2_b.sql",
    line: 2,
  });
  expect(users?.heldBy).toEqual([
    expect.objectContaining({
      application: "reader",
      lock: "ACCESS SHARE",
      waits: false,
      state: "idle in transaction",
    }),
  ]);
  // A reader is not in the way of SHARE.
  expect(orders).toMatchObject({ relation: "public.orders", lock: "SHARE", version: "3", line: 2 });
  expect(orders?.heldBy.map(({ application, lock }) => [application, lock])).toEqual([
    ["writer", "ROW EXCLUSIVE"],
  ]);
  expect(found.idleInTransaction.map(({ application }) => application).sort()).toEqual(["reader", "writer"]);
  expect(found.waiting).toEqual([
    expect.objectContaining({
      application: "waiter",
      query: expect.stringContaining("TABLE other") as string,
    }),
  ]);
  expect(found.waiting[0]?.behind).toHaveLength(1);
  const text = blockersText(found);
  expect(text).toMatch(
    /^public\.users: 2_b\.sql:2 takes ACCESS EXCLUSIVE\n {2}process \d+ \(reader, idle in transaction for [\d.]+ s: SET application_name = 'reader'.*\) has ACCESS SHARE$/m,
  );
  expect(text).toMatch(/^Waits already: process \d+ \(waiter, .* behind process \d+$/m);
  expect(text).toMatch(/: somebody stands in the way of the 2 pending migrations\.$/);
  await Promise.all([reader?.query("ROLLBACK"), writer?.query("ROLLBACK"), waiting]);
  const free = await look();
  expect(isInTheWay(free)).toBe(false);
  expect(free.tables.map(({ heldBy }) => heldBy)).toEqual([[], []]);
  expect(blockersText(free)).toMatch(
    /^PostgreSQL .*: nobody stands in the way of the 2 pending migrations\.$/,
  );
  await Promise.all([reader?.end(), writer?.end(), waiter?.end()]);
});

test("CONCURRENTLY waits for old snapshots and for all who write, though its lock lets them", async () => {
  bench.open(dbmate, { "1_a.sql": up("CREATE TABLE orders (id int); CREATE TABLE other ();") });
  await bench.run();
  bench.folder.write("2_b.sql", up("CREATE INDEX CONCURRENTLY i ON orders (id);", " transaction:false"));
  const [old, writer] = await Promise.all([1, 2].map(() => bench.database.connect()));
  await old?.query("SET application_name = 'old'; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM other");
  await writer?.query("SET application_name = 'writer'; BEGIN; INSERT INTO orders VALUES (1)");
  const found = await lookUntil(({ snapshots }) => snapshots.length > 0);
  expect(found.tables).toEqual([
    expect.objectContaining({ lock: "SHARE UPDATE EXCLUSIVE", waitsFor: "writers" }),
  ]);
  expect(found.tables[0]?.heldBy).toEqual([
    expect.objectContaining({ application: "writer", lock: "ROW EXCLUSIVE" }),
  ]);
  expect(found.waitsForSnapshots).toEqual({ version: "2", path: "2_b.sql", line: 2 });
  expect(found.snapshots.map(({ application }) => application)).toContain("old");
  expect(isInTheWay(found)).toBe(true);
  expect(blockersText(found)).toMatch(/^2_b\.sql:2 waits until these are done: process \d+ \(old, /m);
  await Promise.all([old?.end(), writer?.end()]);
});

test("a prepared transaction, a replication slot that nobody reads, and what a role may not see are told", async () => {
  bench.open(dbmate, { "1_a.sql": up("CREATE TABLE users (id int);") });
  await bench.run();
  bench.folder.write("2_b.sql", up("ALTER TABLE users ADD x int;"));
  const name = bench.database.database;
  const client = await bench.database.connect();
  await client.query(`BEGIN; LOCK TABLE users IN SHARE MODE; PREPARE TRANSACTION '${name}'`);
  await client.query(`SELECT pg_create_physical_replication_slot('${name}', true)`);
  await client.query(`CREATE ROLE ${name}; GRANT SELECT ON schema_migrations TO ${name}`);
  try {
    const found = await lookUntil(isInTheWay);
    expect(found).toMatchObject({ pending: ["2"], notes: [] });
    expect(found.tables[0]?.heldBy).toEqual([
      expect.objectContaining({ pid: null, state: "prepared", query: name, lock: "SHARE" }),
    ]);
    expect(found.preparedTransactions.map(({ id }) => id)).toEqual([name]);
    const slot = found.replicationSlots.find((each) => each.name === name);
    expect(slot).toMatchObject({ active: false });
    expect(slot?.bytesKept).toBeGreaterThanOrEqual(0);
    const text = blockersText(found);
    expect(text).toMatch(/^ {2}the prepared transaction '\w+' of \w+, since [\d.]+ s, has SHARE$/m);
    expect(text).toMatch(/^Replication slot \w+: nobody reads it, [\d.]+ MB of WAL are kept for it$/m);
    await client.query(`ALTER DATABASE ${name} SET role = '${name}'`);
    const { notes } = await look();
    expect(notes).toEqual([expect.stringContaining("grant it pg_monitor")]);
  } finally {
    await client.query(`ROLLBACK PREPARED '${name}'`);
    await client.query(`SELECT pg_drop_replication_slot('${name}')`);
    await client.query(`ALTER DATABASE ${name} RESET role; DROP OWNED BY ${name}; DROP ROLE ${name}`);
    await client.end();
  }
});
