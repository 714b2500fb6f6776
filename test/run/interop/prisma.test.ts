import { describe, expect, test } from "vitest";
import { prisma } from "../../../server/src/formats/prisma.ts";
import { workbench } from "../workbench.ts";
import { withPrisma, type PrismaMigrate } from "./prismaEngine.ts";

/*
 * Prisma's schema engine and our runner in turns on one database. A failed migration blocks both until it is settled, by
 * whichever of them.
 */

const [one, two, three] = ["20240101000000_one", "20240102000000_two", "20240103000000_three"] as const;
const table = (name: string, sql: string) => ({ [`${name}/migration.sql`]: `${sql}\n` });
const mended = "CREATE TABLE t2 (id int);\nCREATE TABLE t3 (id int);";
const broken = mended.replace("t3", "nowhere.t3");

describe.each([14, 18] as const)("Prisma and Lockkeeper in turns on %i", (major) => {
  const bench = workbench(major);
  const theirs = <T>(work: (migrate: PrismaMigrate) => Promise<T>) => withPrisma(bench.database, work);
  const deploy = () => theirs((migrate) => migrate.deploy(bench.folder.path));
  const add = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) bench.folder.write(name, text);
  };
  const open = (files: Readonly<Record<string, string>>) =>
    bench.open(prisma, { "migration_lock.toml": 'provider = "postgresql"\n', ...files });
  const there = async () =>
    (await bench.rows("SELECT relname FROM pg_class WHERE relname ~ '^t[0-9]$' ORDER BY 1")).flat().join();
  const states = async () => (await bench.status()).map(({ state }) => state).join();
  const ledger = () =>
    bench.rows(
      "SELECT migration_name, checksum, finished_at >= started_at, applied_steps_count, logs, rolled_back_at FROM _prisma_migrations ORDER BY 1",
    );

  test("up, and the ledger is the same whoever writes it", async () => {
    open(table(one, "CREATE TABLE t1 (id int);"));
    expect((await bench.run()).failure).toBeUndefined();
    add(table(two, "CREATE TABLE t2 (id int);"));
    expect(await deploy()).toEqual([two]);
    add(table(three, "CREATE TABLE t3 (id int);\nCREATE INDEX CONCURRENTLY t3_id ON t3 (id);"));
    expect((await bench.run()).failure).toBeUndefined();
    expect([await there(), await states()]).toEqual(["t1,t2,t3", "applied,applied,applied"]);
    expect(await deploy()).toEqual([]);
    expect(await theirs((migrate) => migrate.status(bench.folder.path))).toEqual({ edited: [], failed: [] });
    const ours = await ledger();
    await bench.rows("DROP TABLE _prisma_migrations, t1, t2, t3");
    expect(await deploy()).toEqual([one, two, three]);
    expect(await ledger()).toEqual(ours);
  });

  test("what Prisma left half-way is told and refused, and Prisma goes on once it is finished here", async () => {
    open({ ...table(one, "CREATE TABLE t1 (id int);"), ...table(two, broken) });
    await expect(deploy()).rejects.toThrow("nowhere");
    const [, status] = await bench.status();
    expect(status).toMatchObject({ state: "unfinished", came: { statements: 2, least: 1, most: 1 } });
    expect((await bench.run()).failure).toMatchObject({ code: "dirty" });
    add({ ...table(two, mended), ...table(three, "CREATE TABLE t4 (id int);") });
    expect(await bench.repair("finish", two)).toContain(two);
    expect(await deploy()).toEqual([three]);
    expect([await there(), await states()]).toEqual(["t1,t2,t3,t4", "applied,applied,applied"]);
  });

  test.each<readonly [what: string, sql: string, begins: boolean]>([
    ["a table", "CREATE TABLE t0 (id int)", false],
    [
      "partitions",
      "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE q PARTITION OF p DEFAULT",
      false,
    ],
    ["a table without partitions", "CREATE TABLE p (id int) PARTITION BY RANGE (id)", true],
    [
      "a view, a type and a sequence",
      "CREATE VIEW v AS SELECT 1; CREATE TYPE e AS ENUM ('a'); CREATE SEQUENCE s",
      true,
    ],
    ["a table elsewhere", "CREATE SCHEMA other; CREATE TABLE other.t (id int)", true],
  ])("in a schema that has %s both begin, or neither", async (_what, sql, begins) => {
    open(table(one, "CREATE TABLE t1 (id int);"));
    await bench.rows(sql);
    const { failure } = await bench.run();
    expect(failure?.code).toBe(begins ? undefined : "not-empty");
    await bench.rows("DROP TABLE IF EXISTS _prisma_migrations, t1");
    if (begins) expect(await deploy()).toEqual([one]);
    else {
      await expect(deploy()).rejects.toMatchObject({ code: "P3005" });
      expect(await bench.repair("mark", one)).toContain(one);
      expect([await deploy(), (await bench.run()).failure]).toEqual([[], undefined]);
    }
  });

  test("what Prisma resolved is pending here, and runs", async () => {
    open({ ...table(one, "CREATE TABLE t1 (id int);"), ...table(two, broken) });
    await expect(deploy()).rejects.toThrow();
    await bench.rows("DROP TABLE t2");
    await theirs((migrate) => migrate.resolveRolledBack(two));
    expect(await states()).toBe("applied,pending");
    add(table(two, mended));
    expect((await bench.run()).failure).toBeUndefined();
    expect(await deploy()).toEqual([]);
  });

  test("what Lockkeeper left half-way Prisma refuses, until one of them settles it", async () => {
    open({ ...table(one, "CREATE TABLE t1 (id int);"), ...table(two, broken) });
    expect((await bench.run()).failure).toMatchObject({ code: "3F000", version: two });
    await expect(deploy()).rejects.toMatchObject({ code: "P3009" });
    const { failed } = await theirs((migrate) => migrate.status(bench.folder.path));
    expect(failed).toEqual([two]);
    add(table(two, mended));
    await bench.rows("CREATE TABLE t3 (id int)");
    await theirs((migrate) => migrate.resolveApplied(bench.folder.path, two));
    expect(await states()).toBe("applied,applied");
    add(table(three, broken.replaceAll("t2", "t4")));
    expect((await bench.run()).failure).toMatchObject({ code: "3F000", version: three });
    expect(await bench.repair("undo", three)).toContain(three);
    add(table(three, "CREATE TABLE t4 (id int);"));
    expect(await deploy()).toEqual([three]);
    expect([await there(), await states()]).toEqual(["t1,t2,t3,t4", "applied,applied,applied"]);
  });
});
