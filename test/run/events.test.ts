import { describe, expect, test } from "vitest";
import { goose } from "../../server/src/formats/goose.ts";
import type { RunEvent } from "../../server/src/run/events.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

describe.each([14, 18] as const)("the events of a run on %i", (major) => {
  const bench = workbench(major);

  test("come as things happen, each statement with its place, and who is waited for", async () => {
    await bench.rows("CREATE TABLE t (id int)");
    const files = {
      "1_a.sql":
        "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE a (id int);\nALTER TABLE t ADD COLUMN c int;\n",
    };
    const project = bench.open(goose, files).read();
    const other = await bench.database.connect();
    await other.query("BEGIN; LOCK TABLE t");
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => {
      events.push(event);
      if (event.event === "waiting") void other.query("ROLLBACK");
    };
    const params = { project: project.uri, command: "up" } as const;
    const outcome = await bench.engine.run(project, params, never, () => undefined, onEvent);
    expect(outcome.failure).toBeUndefined();
    const place = (line: number) => ({
      version: "1",
      path: "1_a.sql",
      range: { start: { line } },
      statements: 1,
    });
    expect(events).toMatchObject([
      { event: "migration-began", direction: "up", version: "1", name: "a", done: 0, total: 1 },
      { event: "sent", ...place(2) },
      { event: "answered", ...place(2), failed: false },
      { event: "sent", ...place(3) },
      { event: "waiting", blockers: [{ state: "idle in transaction" }] },
      { event: "answered", ...place(3), failed: false },
      { event: "migration-done", version: "1" },
    ]);
    const waited = events.flatMap((each) => (each.event === "answered" ? [each.milliseconds] : []));
    expect(waited[1]).toBeGreaterThan(waited[0] ?? 0);
  });

  test("tell how far the server is with a long statement, on the terminal too", async () => {
    await bench.rows(
      "CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.0005); RETURN $1; END'",
    );
    await bench.rows("CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 6000)");
    const text = "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON t (slow(id));\n";
    const project = bench.open(goose, { "1_a.sql": text }).read();
    const events: RunEvent[] = [];
    const said: string[] = [];
    const params = { project: project.uri, command: "up" } as const;
    const outcome = await bench.engine.run(
      project,
      params,
      never,
      ({ message }) => said.push(message),
      (event) => events.push(event),
    );
    expect(outcome.failure).toBeUndefined();
    const told = events.filter((each) => each.event === "progress");
    expect(told[0]).toMatchObject({
      command: "CREATE INDEX CONCURRENTLY",
      relation: "t",
      total: expect.any(Number) as number,
    });
    expect(said).toContainEqual(expect.stringMatching(/^CREATE INDEX CONCURRENTLY on t: building index/));
    expect(events.findIndex(({ event }) => event === "progress")).toBeGreaterThan(
      events.findIndex(({ event }) => event === "sent"),
    );
  });

  /** Left half-way: the table is there, what follows failed. */
  const half = async (rest: string) => {
    const head = "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE a (id int);\n";
    bench.open(goose, { "1_a.sql": `${head}SELECT 1/0;\n` });
    await bench.run();
    bench.folder.write("1_a.sql", `${head}${rest};\n`);
    const events: RunEvent[] = [];
    return { events, onEvent: (event: RunEvent) => events.push(event), project: bench.folder.read() };
  };

  test("come of a repair that finishes, with who is waited for", async () => {
    const { events, onEvent, project } = await half("ALTER TABLE a ADD COLUMN c int");
    const other = await bench.database.connect();
    await other.query("BEGIN; LOCK TABLE a IN ROW EXCLUSIVE MODE");
    await bench.engine.repair(project, "finish", "1", never, undefined, (event) => {
      onEvent(event);
      if (event.event === "waiting") void other.query("ROLLBACK");
    });
    expect(events).toMatchObject([
      { event: "sent", version: "1", path: "1_a.sql", range: { start: { line: 3 } } },
      { event: "waiting", blockers: [{ state: "idle in transaction" }] },
      { event: "answered", version: "1", failed: false },
    ]);
  });

  test("come of a repair that takes back, each statement with its text", async () => {
    const { events, onEvent, project } = await half("ALTER TABLE a ADD COLUMN c int");
    await bench.engine.repair(project, "undo", "1", never, undefined, onEvent);
    expect(events).toMatchObject([
      {
        event: "taken-back",
        version: "1",
        sql: expect.stringMatching(/^DROP TABLE .*a/) as string,
        failed: false,
      },
    ]);
  });
});
