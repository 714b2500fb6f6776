import { afterEach, describe, expect, it } from "vitest";
import type pg from "pg";
import type { MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import { freshDatabase, type Database } from "../support/servers.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/*
 * A build that fails leaves an INVALID index. Sent again, the migration must not pass over it: it fails, and says how
 * to go on.
 */

const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

const table = `CREATE TABLE "Orders" (id bigint PRIMARY KEY, note text)`;
const twice = `INSERT INTO "Orders" VALUES (1, 'same'), (2, 'same')`;

/** Each way to send a file, and what the second try says: where only one statement can be sent, that the name is taken. */
const ways = [
  { format: "goose", words: /"Orders's note" is INVALID, since building it failed before: DROP INDEX/ },
  { format: "sqlx", words: /relation "Orders's note" already exists/ },
  { format: "golang-migrate", words: /relation "Orders's note" already exists/ },
  { format: "dbmate", words: /relation "Orders's note" already exists/ },
  { format: "diesel", words: /relation "Orders's note" already exists/ },
  { format: "flyway", words: /"Orders's note" is INVALID/ },
  { format: "supabase", words: /"Orders's note" is INVALID/ },
];

async function opened(project: TestProject): Promise<pg.Client> {
  const database = await freshDatabase(18);
  databases.push(database);
  const client = await database.connect();
  await client.query(table);
  expect(project.analysis.migrations.length).toBeGreaterThan(1);
  return client;
}

async function isValid(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query<{ indisvalid: boolean }>(
    `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('"Orders''s note"')`,
  );
  return rows[0]?.indisvalid;
}

/** Sends what builds the index over rows that it refuses, then again, then as the message says. */
async function failAndGoOn(
  client: pg.Client,
  project: TestProject,
  migration: MigrationAnalysis,
  direction: "up" | "down",
  words: RegExp,
): Promise<void> {
  await client.query(twice);
  await expect(send(client, project, migration, direction)).rejects.toThrow("could not create unique index");
  expect(await isValid(client)).toBe(false);
  await client.query(`DELETE FROM "Orders" WHERE id = 2`);
  await expect(send(client, project, migration, direction)).rejects.toThrow(words);
  expect(await isValid(client)).toBe(false);
  await client.query(`DROP INDEX CONCURRENTLY "Orders's note"`);
  await send(client, project, migration, direction);
  expect(await isValid(client)).toBe(true);
}

describe.each(ways)("an INVALID index, sent as $format does", ({ format, words }) => {
  const draft = (name: string, up: string, down: string) => ({ name, up, down, autocommit: false });
  const create = `CREATE UNIQUE INDEX "Orders's note" ON "Orders" (note);`;
  const drop = `DROP INDEX "Orders's note";`;
  const before = draft("before", `${table};`, `DROP TABLE "Orders";`);

  it("is not passed over by the migration that builds it", async () => {
    const project = TestProject.of(format, [before, draft("change", create, drop)]);
    const after = project.with(planned(project.rewrite(recipeCalled("create-index-concurrently"))));
    const client = await opened(after);
    await failAndGoOn(client, after, after.last, "up", words);
  });

  it("is not passed over by IF NOT EXISTS", async () => {
    const up = `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Orders's note" ON "Orders" (note);`;
    const project = TestProject.of(format, [before, { ...draft("change", up, drop), autocommit: true }]);
    const after = project.with(planned(project.rewrite(recipeCalled("refuse-invalid-index"))));
    const client = await opened(after);
    await failAndGoOn(client, after, after.last, "up", words);
  });

  it("is not passed over on the way down from dropping it", async () => {
    const project = TestProject.of(format, [
      before,
      draft("build", create, drop),
      draft("change", drop, create),
    ]);
    const result = project.rewrite(recipeCalled("drop-index-concurrently"));
    const after = project.with(planned(result));
    if (!after.last.sections.some(({ direction }) => direction === "down")) return;
    const client = await opened(after);
    await failAndGoOn(client, after, after.last, "down", words);
  });
});
