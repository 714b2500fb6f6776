import { migrate } from "drizzle-orm/node-postgres/migrator";
import { drizzle as orm } from "drizzle-orm/node-postgres";
import { drizzle as ormFolders } from "drizzle-orm-1/node-postgres";
import { migrate as migrateFolders } from "drizzle-orm-1/node-postgres/migrator";
import { describe, expect, test } from "vitest";
import { readTree } from "../../../server/src/disk/fileTree.ts";
import { drizzle } from "../../../server/src/formats/drizzle.ts";
import type { Format } from "../../../server/src/formats/format.ts";
import { prisma } from "../../../server/src/formats/prisma.ts";
import { sleep } from "../../../server/src/run/sleep.ts";
import type { Database } from "../../support/servers.ts";
import { workbench } from "../workbench.ts";
import { withPrisma } from "./prismaEngine.ts";
import { tools } from "./tools.ts";

/*
 * The tool itself and our runner at once on one database. The migrations insert rows, which no server refuses a second
 * time: what keeps them from being applied twice are locks and ledgers alone. Who comes too late says so.
 */

interface Subject {
  readonly label: string;
  readonly format: Format;
  readonly up: (folder: string, database: Database) => Promise<unknown>;
  readonly files: (number: number, up: string) => Readonly<Record<string, string>>;
}

const numbers = [2, 3];
const journal = (upTo: number) => {
  const all = Array.from({ length: upTo }, (_, index) => index + 1);
  return JSON.stringify({
    entries: all.map((idx) => ({ idx, when: idx, tag: `000${idx}_m`, breakpoints: true })),
  });
};
const parted = (sql: string) => sql.replaceAll(";\n", ";\n--> statement-breakpoint\n");

const subjects: readonly Subject[] = [
  ...tools
    .filter(({ missing }) => missing === undefined)
    .map((tool) => ({
      label: tool.format.label,
      format: tool.format,
      up: (folder: string, database: Database) => tool.up(folder, database),
      files: (number: number, sql: string) => tool.files(number, sql, "SELECT 1;"),
    })),
  {
    label: "Drizzle, with a journal",
    format: drizzle,
    up: async (migrationsFolder, database) => migrate(orm(await database.connect()), { migrationsFolder }),
    files: (number, sql) => ({ "meta/_journal.json": journal(number), [`000${number}_m.sql`]: parted(sql) }),
  },
  {
    label: "Drizzle, with folders",
    format: drizzle,
    up: async (migrationsFolder, database) =>
      migrateFolders(ormFolders({ client: await database.connect() }), { migrationsFolder }),
    files: (number, sql) => ({
      [`2024010${number}000000_m/migration.sql`]: parted(sql),
      [`2024010${number}000000_m/snapshot.json`]: "{}",
    }),
  },
  {
    label: "Prisma",
    format: prisma,
    up: (folder, database) => withPrisma(database, (tool) => tool.deploy(folder)),
    files: (number, sql) => ({
      "migration_lock.toml": 'provider = "postgresql"\n',
      [`2024010${number}000000_m/migration.sql`]: sql,
    }),
  },
];

/**
 * It commits a migration before the ledger's row, and takes no lock: where it reads the ledger while ours is at work, it
 * runs the same.
 */
const mayApplyTwice = new Set(["postgrator"]);

describe.each(subjects)("$label and Lockkeeper at once", ({ label, format, up, files }) => {
  const bench = workbench(18);
  const add = (number: number, sql: string) => {
    for (const [name, text] of Object.entries(files(number, sql))) bench.folder.write(name, text);
    for (const { path, content } of format.seal?.(readTree(bench.folder.path)) ?? [])
      bench.folder.write(path, content);
  };

  test.each([
    [200, 0],
    [0, 150],
  ])("each migration is applied once: after %i ms the tool, after %i ms Lockkeeper", async (theirs, ours) => {
    bench.open(format, {});
    add(1, "CREATE TABLE log (n int);\n");
    expect((await bench.run()).failure).toBeUndefined();
    for (const number of numbers) add(number, `INSERT INTO log VALUES (${number});\nSELECT pg_sleep(0.2);\n`);
    const tool = sleep(theirs).then(() => up(bench.folder.path, bench.database));
    const [theirEnd, { failure, steps }] = await Promise.all([
      tool.then(
        () => undefined,
        (error: unknown) => String(error),
      ),
      sleep(ours).then(() => bench.run()),
    ]);
    const what = `the tool: ${theirEnd ?? "well"}; Lockkeeper: ${failure?.message ?? `${steps.length} applied`}`;
    // One of them at least got through.
    if (failure !== undefined) expect(theirEnd, what).toBeUndefined();
    const counts = await bench.rows("SELECT n, count(*) FROM log GROUP BY n ORDER BY n");
    if (mayApplyTwice.has(label)) {
      if (counts.some(([, count]) => count !== "1"))
        expect(failure?.message ?? theirEnd, what).toMatch(/duplicate key/);
      return;
    }
    expect(counts, what).toEqual(numbers.map((number) => [String(number), "1"]));
    expect((await bench.status()).map(({ state }) => state)).toEqual(Array(3).fill("applied"));
    expect((await bench.run()).steps).toEqual([]);
  });
});

/** Tools without a lock, each with a file that it does not send in one transaction with its ledger's row, if it can. */
const lockless: readonly Subject[] = subjects
  .filter(({ format }) => format.ledger.lockless === true)
  .map((subject) => {
    const tool = tools.find(({ format }) => format === subject.format);
    return { ...subject, files: (number, sql) => tool?.bare?.(number, sql) ?? subject.files(number, sql) };
  });

/* It has written nothing into its ledger yet, and it is slower than we are. */
describe.each(lockless)("$label at work on its first migration", ({ format, up, files }) => {
  const bench = workbench(18);
  const slow =
    "SELECT CASE WHEN current_setting('application_name') <> 'lockkeeper' THEN pg_advisory_xact_lock(77) END";

  test.each([
    ["in a statement", `${slow};\nINSERT INTO log VALUES (1);\n`],
    ["in a long one", `INSERT INTO log VALUES (1);\n${slow} /* ${"é".repeat(2_000)} */;\n`],
  ])("%s: a run gives way to it", async (_where, sql) => {
    bench.open(format, {});
    await bench.rows("CREATE TABLE log (n int)");
    for (const [name, text] of Object.entries(files(1, sql))) bench.folder.write(name, text);
    const holder = await bench.database.connect();
    await holder.query("SELECT pg_advisory_lock(77)");
    const tool = up(bench.folder.path, bench.database);
    const waits = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted";
    // Where it fails, its error is told instead.
    const early = tool.then(() => Promise.reject(new Error("The tool did not wait.")));
    const waiting = async () => {
      while ((await bench.rows(waits)).length === 0) await sleep(20);
    };
    await Promise.race([waiting(), early]);
    const { failure, steps } = await bench.run();
    await holder.end();
    await early.catch(() => undefined);
    await tool;
    expect(failure).toMatchObject({ code: "another-runner" });
    expect(failure?.message).toMatch(
      /^Another session \(process \d+\) is at work on the same migrations.*try again when the other is done\./,
    );
    expect(failure?.message).toMatch(/Nothing (?:of it )?was run/);
    expect(steps).toEqual([]);
    expect(await bench.rows("SELECT count(*) FROM log")).toEqual([["1"]]);
    expect(await bench.statuses()).toEqual([expect.stringMatching(/ applied$/)]);
    expect((await bench.run()).steps).toEqual([]);
  });
});
