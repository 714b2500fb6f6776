import { expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

const recipe = recipeCalled("try-again-for-lock");
const before = `CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE "T ""2""" (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;`;

function project(up: string, down = "SELECT 1;"): TestProject {
  return TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
}

it.each(testedMajors)(
  "gives the lock up between two tries, and lets clients go on meanwhile, PostgreSQL %i",
  async (major) => {
    const original = project("CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();");
    const rewritten = original.with(planned(original.rewrite(recipe)));
    const { home, client } = await begun({ project: rewritten, major });
    const [reader, writer, watch] = [await home.connect(), await home.connect(), await home.connect()];
    await reader.query("BEGIN; INSERT INTO t VALUES (0)");
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    let isDone = false;
    const sent = send(client, rewritten, rewritten.last, "up").then(() => (isDone = true));
    let asleep = 0;
    for (let key = 1; asleep < 5; key++) {
      // With the statement as it is, this would wait until the reader's transaction ends, which it does after it.
      await writer.query("INSERT INTO t VALUES ($1)", [key]);
      const { rows: seen } = await watch.query<{ event: string; locks: string }>(
        `SELECT wait_event AS event, (SELECT count(*) FROM pg_locks AS l WHERE l.pid = a.pid AND l.relation = 't'::regclass) AS locks
           FROM pg_stat_activity AS a WHERE pid = $1`,
        [rows[0]?.pid],
      );
      const [now] = seen;
      if (now?.event !== "PgSleep") continue;
      expect(now.locks).toBe("0");
      asleep++;
    }
    expect(isDone).toBe(false);
    await reader.query("COMMIT");
    await sent;
    const { rows: made } = await client.query("SELECT FROM pg_trigger WHERE tgname = 'x'");
    expect(made).toHaveLength(1);
  },
);

it.each(testedMajors)("leaves the limit as it was for what follows, PostgreSQL %i", async (major) => {
  const original = project(
    `SET LOCAL lock_timeout = '7s';\nALTER TABLE t ADD COLUMN a int; -- why\nCREATE TABLE told AS SELECT current_setting('lock_timeout') AS it;`,
  );
  const rewritten = original.with(planned(original.rewrite(recipe)));
  const { client } = await begun({ project: rewritten, major });
  await send(client, rewritten, rewritten.last, "up");
  expect((await client.query("SELECT it FROM told")).rows).toEqual([{ it: "7s" }]);
});

it.each([
  ["what locks nothing", "CREATE TABLE more (id int);", -1, undefined],
  ["what works under its lock", "ALTER TABLE t ALTER id TYPE bigint;", -1, undefined],
  ["what runs outside of transactions", "CREATE INDEX CONCURRENTLY i ON t (id);", -1, undefined],
  ["a lock that is held already", "ALTER TABLE t ADD a int; ALTER TABLE t ADD b int;", 0, undefined],
  [
    "another lock that is held",
    'LOCK TABLE t; ALTER TABLE "T ""2""" ADD b int;',
    1,
    /has locked public\.t, which would stay locked/,
  ],
  ["a table that is new", `CREATE TABLE more (id int); ALTER TABLE "T ""2""" ADD b int;`, 1, undefined],
  ["a body in dollar quotes", `CREATE POLICY p ON t USING (id::text <> $$a$$ /* -- */);`, 0, undefined],
])("knows %s", (_name, up, first, words) => {
  const given = project(up);
  expect(given.firstFor(recipe)).toBe(first);
  if (first < 0) return;
  const result = given.rewrite(recipe);
  if (words === undefined) expect(result).not.toHaveProperty("refused");
  else expect(result).toHaveProperty("refused", expect.stringMatching(words));
});
