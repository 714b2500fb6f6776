import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { afterEach, expect, it } from "vitest";
import { freshDatabase, type Database } from "../support/servers.ts";
import { planned, recipeCalled, TestProject } from "../recipes/projects.ts";
import { cli, folderWith } from "./support/program.ts";

/* `lockkeeper backfill` as a program: killed (SIGKILL), paused and refused. */

const rows = 6_000;
const table = `CREATE TABLE "Or ders" ("The id" int, part text COLLATE "C", note text, touched int DEFAULT 0, PRIMARY KEY (part, "The id"));
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$;
  CREATE TRIGGER touch BEFORE UPDATE ON "Or ders" FOR EACH ROW EXECUTE FUNCTION touch();`;
const seed = `INSERT INTO "Or ders" SELECT g, 'p ' || g % 7, CASE WHEN g % 5 = 0 THEN 'kept' END FROM generate_series(1, ${rows}) g`;

const draft = (name: string, up: string) => ({ name, up, down: "-- Nothing to undo.", autocommit: false });
const original = TestProject.of("dbmate", [
  draft("before", table),
  draft("fill", `UPDATE "Or ders" SET note = 'it''s filled' WHERE note IS NULL;`),
]);
const project = original.with(planned(original.rewrite(recipeCalled("batch-update"))));
const files = Object.fromEntries(
  [...project.files].map(([path, text]) => [
    `m/${path}`,
    text.replace('"batchSize":1000,"batchDelay":0', '"batchSize":20,"batchDelay":10'),
  ]),
);
const fill = project.last.migration;

const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

async function prepared() {
  const database = await freshDatabase(18);
  databases.push(database);
  const client = await database.connect();
  const cwd = folderWith(files);
  const start = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [cli, "--database", database.url, ...args], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir() },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = new Promise<{ status: number | null; said: string }>((done) =>
      child.once("close", (status) => done({ status, said })),
    );
    return { child, ended };
  };
  const batches = async (): Promise<number> => {
    const there = await client.query("SELECT FROM pg_class WHERE relname = 'lockkeeper_backfill'");
    if (there.rowCount === 0) return 0;
    const { rows: found } = await client.query<{ batches: string }>(
      "SELECT batches FROM lockkeeper_backfill",
    );
    return Number(found[0]?.batches ?? 0);
  };
  const untilBatch = async (count: number): Promise<void> => {
    while ((await batches()) < count) await new Promise((done) => setTimeout(done, 5));
  };
  const filled = async (): Promise<unknown> =>
    (
      await client.query(
        `SELECT count(*)::int AS rows, count(*) FILTER (WHERE note = 'it''s filled' AND touched = 1)::int AS filled,
           count(*) FILTER (WHERE note = 'kept' AND touched = 0)::int AS kept FROM "Or ders"`,
      )
    ).rows[0];
  return { database, client, start, batches, untilBatch, filled };
}

const all = { rows, filled: (rows * 4) / 5, kept: rows / 5 };

it("does nothing twice and loses nothing, killed at any moment and run again; its migration then finds nothing", async () => {
  const { client, start, batches, untilBatch, filled } = await prepared();
  expect(
    await start("up", "m", "--to", project.analysis.migrations[0]?.migration.version ?? "").ended,
  ).toMatchObject({ status: 0 });
  await client.query(seed);
  for (let kill = 0; kill < 4; kill++) {
    const { child, ended } = start("backfill", "m", fill.name);
    await untilBatch((await batches()) + 1 + kill * 7);
    child.kill("SIGKILL");
    await ended;
  }
  const last = await start("backfill", "m", fill.version, "--format", "json").ended;
  expect(last.status).toBe(0);
  expect(JSON.parse(last.said)).toMatchObject({
    backfills: [{ state: "done", rows: all.filled, batches: rows / 20 }],
  });
  expect(await filled()).toEqual(all);
  expect(await start("up", "m").ended).toMatchObject({ status: 0 });
  expect(await filled()).toEqual(all);
  const again = await start("backfill", "m", fill.name).ended;
  expect(again).toEqual({
    status: 2,
    said: `lockkeeper: ${fill.version} is applied, so there is nothing left to fill\n`,
  });
  expect(await start("drift", "m").ended).toMatchObject({ status: 0 });
});

it("stops after its batch when it is interrupted or told to pause, keeps to its rate, and is alone", async () => {
  const { client, start, batches, untilBatch, filled } = await prepared();
  const early = await start("backfill", "m", fill.name).ended;
  expect(early.status).toBe(2);
  expect(early.said).toContain("comes before this and is pending; run it first: up --to");
  await start("up", "m", "--to", project.analysis.migrations[0]?.migration.version ?? "").ended;
  await client.query(seed);
  const first = start("backfill", "m", fill.name, "--rate", "200");
  const began = Date.now();
  await untilBatch(3);
  const other = await start("backfill", "m", fill.name).ended;
  expect(other.status).toBe(2);
  expect(other.said).toContain("another lockkeeper is filling this now");
  expect(await start("backfill", "m", fill.name, "--pause").ended).toMatchObject({ status: 0 });
  const paused = await first.ended;
  expect(paused.status).toBe(1);
  expect(paused.said).toContain("paused");
  // 16 of 20 rows are changed in a batch, so 200 rows a second are 12.5 batches.
  expect(await batches()).toBeLessThanOrEqual(3 + ((Date.now() - began) / 1000) * 13);
  const second = start("backfill", "m", fill.name);
  await untilBatch((await batches()) + 2);
  second.child.kill("SIGINT");
  expect(await second.ended).toMatchObject({ status: 1 });
  expect(await start("backfill", "m", fill.name).ended).toMatchObject({ status: 0 });
  expect(await filled()).toEqual(all);
});

it("is refused on a host that nobody confirmed, and says which backfills there are", async () => {
  const { start } = await prepared();
  const far = await start("backfill", "m", fill.name, "--database", "postgres://u@db.example.com/x").ended;
  expect(far.status).toBe(2);
  expect(far.said).toContain("db.example.com");
  const unknown = await start("backfill", "m", "nothing").ended;
  expect(unknown).toEqual({
    status: 2,
    said: `lockkeeper: there is no backfill nothing; there are ${fill.version} ${fill.name}\n`,
  });
});
