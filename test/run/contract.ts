import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import type { RunParams } from "../../server/src/protocol.ts";
import type { RunEngine } from "../../server/src/run/engine.ts";
import { failureOf } from "../../server/src/run/runError.ts";
import { sleep } from "../../server/src/run/sleep.ts";
import { projectFolder, shop, textIn } from "./project.ts";
import type { ProjectFolder } from "./project.ts";

/** One kind of database under test. */
export interface Subject {
  /** A new engine on the same database, as another window or a restarted runner would make one. */
  engine(): Promise<RunEngine>;
  /** Lets the database die without warning: its process is killed, or its connections are. */
  die(): Promise<void>;
  /** Empties the database for the next test. */
  clear(): Promise<void>;
  dispose(): Promise<void>;
  readonly resettable: boolean;
}

export const never: AbortSignal = new AbortController().signal;
const silent = (): void => undefined;

/** What every kind of database must do; always through the engine and the `pg` client. */
export function databaseContract(name: string, open: () => Promise<Subject>): void {
  describe(name, () => {
    let subject: Subject;
    let engine: RunEngine;
    let folder: ProjectFolder;

    beforeAll(async () => {
      subject = await open();
    });
    afterAll(async () => subject.dispose());
    beforeEach(async () => {
      folder = projectFolder(shop);
      engine = await subject.engine();
    });
    afterEach(async () => {
      folder.dispose();
      await subject.clear();
      await engine.dispose();
    });

    const run = (command: RunParams["command"], rest: Partial<RunParams> = {}, signal = never) => {
      const project = folder.read();
      return engine.run(project, { project: project.uri, command, ...rest }, signal, silent);
    };
    /** Begins `up` and comes back once the named migration is running. */
    const begin = async (version: string, signal = never) => {
      const project = folder.read();
      let reach = silent;
      const reached = new Promise<void>((resolve) => (reach = resolve));
      const result = engine.run(project, { project: project.uri, command: "up" }, signal, ({ message }) => {
        if (message.startsWith(`Applying ${version}`)) reach();
      });
      await Promise.race([reached, result]);
      await sleep(300);
      return { result };
    };
    const rows = async (sql: string, one = engine) => (await one.query(sql, 100, never)).rows;
    const ledger = async () => (await rows("SELECT version FROM schema_migrations ORDER BY 1")).flat();
    const states = async () =>
      (await engine.status(folder.read(), never)).statuses.map(({ version, state }) => `${version} ${state}`);

    test("start, and it says what it is", async () => {
      const state = await engine.start(never, silent);
      expect(state.status).toBe("ready");
      expect(state.description).toMatch(/^PostgreSQL 1\d\.\d+ at /);
      expect(state.problem).toBeUndefined();
      expect(await rows("SELECT 1 + 1, NULL::text, true")).toEqual([["2", null, "t"]]);
    });

    test("a plan is one statement's, which is not run, and an error has its place in what was sent", async () => {
      await engine.query("CREATE TABLE plans (a int)", 3, never);
      const plan = await engine.query("INSERT INTO plans SELECT 1", 100, never, true);
      expect(plan.columns).toEqual(["QUERY PLAN"]);
      expect(plan.rows[0]?.[0]).toMatch(/^Insert on plans/u);
      const two = await engine.query("SELECT 1; DROP TABLE plans", 100, never, true).catch(failureOf);
      expect(two).toMatchObject({ code: "42601" });
      expect((await engine.query("SELECT count(*) FROM plans", 3, never)).rows).toEqual([["0"]]);
      for (const explained of [false, true]) {
        const sql = "SELECT '🐘', nothing FROM plans";
        const failure = await engine.query(sql, 3, never, explained).catch(failureOf);
        const { start = 0, end = 0 } = ("span" in failure ? failure.span : undefined) ?? {};
        expect(sql.slice(start, end)).toBe("nothing");
      }
    });

    test("a query gives the last answer as text, limited", async () => {
      const result = await engine.query(
        "SELECT 1; SELECT n AS number FROM generate_series(1, 500) n",
        3,
        never,
      );
      expect(result).toEqual({
        columns: ["number"],
        rows: [["1"], ["2"], ["3"]],
        command: "SELECT 500",
        truncated: true,
      });
      expect(await engine.query("CREATE TABLE t (a int)", 3, never)).toMatchObject({
        command: "CREATE TABLE",
        rows: [],
      });
      const failure = await engine.query("SELEC 1", 3, never).catch(failureOf);
      expect(failure).toMatchObject({ code: "42601" });
    });

    test("up applies everything in order and writes the ledger", async () => {
      expect(await states()).toEqual(["001 pending", "002 pending", "003 pending"]);
      const result = await run("up");
      expect(result.failure).toBeUndefined();
      expect(result.steps.map(({ version, direction }) => [version, direction])).toEqual([
        ["001", "up"],
        ["002", "up"],
        ["003", "up"],
      ]);
      expect(await ledger()).toEqual(["001", "002", "003"]);
      expect(await states()).toEqual(["001 applied", "002 applied", "003 applied"]);
      expect(await rows("SELECT indexname FROM pg_indexes WHERE tablename = 'orders'")).toEqual([
        ["orders_user"],
      ]);
      expect((await run("up")).steps).toEqual([]);
    });

    test("down, redo, upTo, downTo and steps move exactly as far as asked", async () => {
      expect((await run("upTo", { version: "002" })).steps.map(({ version }) => version)).toEqual([
        "001",
        "002",
      ]);
      expect(await ledger()).toEqual(["001", "002"]);
      const redo = await run("redo");
      expect(redo.steps.map(({ version, direction }) => `${version} ${direction}`)).toEqual([
        "002 down",
        "002 up",
      ]);
      expect((await run("down")).steps.map(({ version }) => version)).toEqual(["002"]);
      expect(await ledger()).toEqual(["001"]);
      expect((await run("up", { steps: 1 })).steps.map(({ version }) => version)).toEqual(["002"]);
      await run("up");
      expect((await run("downTo", { version: "001" })).steps.map(({ version }) => version)).toEqual([
        "003",
        "002",
      ]);
      expect(await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).toEqual([
        ["schema_migrations"],
        ["users"],
      ]);
    });

    test("a failing migration leaves nothing half-applied and names the exact spot", async () => {
      const text =
        "-- migrate:up\r\n-- 😀 before\r\nCREATE TABLE half (id int);\r\nALTER TABLE users ADD COLUMN x nosuchtype;\r\n-- migrate:down\r\n";
      folder.write("002_orders.sql", text);
      const result = await run("up");
      expect(result.steps.map(({ version }) => version)).toEqual(["001"]);
      expect(result.failure).toMatchObject({ version: "002", code: "42704", rolledBack: true });
      expect(result.failure?.message).toContain('type "nosuchtype" does not exist');
      expect(result.failure?.uri).toMatch(/\/002_orders\.sql$/);
      expect(textIn(text, result.failure?.range)).toBe("nosuchtype");
      expect(result.failure?.range?.start).toEqual({ line: 3, character: 31 });
      expect(await ledger()).toEqual(["001"]);
      expect(await rows("SELECT to_regclass('half')")).toEqual([[null]]);
    });

    test("an error without a position is put on the name it speaks of, in the statement that failed", async () => {
      const text =
        "-- migrate:up\nCREATE TABLE t (users int); SELECT 'users';\nCREATE TABLE users (id int);\n-- migrate:down\n";
      folder.write("002_orders.sql", text);
      const { failure } = await run("up");
      expect(failure?.code).toBe("42P07");
      expect(textIn(text, failure?.range)).toBe("users");
      expect(failure?.range?.start).toEqual({ line: 2, character: 13 });
    });

    test("a long statement can be cancelled, and nothing of its migration stays", async () => {
      folder.write(
        "002_orders.sql",
        "-- migrate:up\nCREATE TABLE half (id int);\nSELECT count(*) FROM generate_series(1, 20000000000);\n-- migrate:down\n",
      );
      const controller = new AbortController();
      const { result: running } = await begin("002", controller.signal);
      controller.abort();
      // The statement itself takes an hour, far beyond what a test may.
      const result = await running;
      expect(result.failure).toMatchObject({ version: "002", code: "cancelled", rolledBack: true });
      expect(await ledger()).toEqual(["001"]);
      expect(await rows("SELECT to_regclass('half')")).toEqual([[null]]);
    });

    test("of two runners the second waits, and both together apply everything once", async () => {
      folder.write("001_users.sql", shop["001_users.sql"].replace("CREATE", "SELECT pg_sleep(4);\r\nCREATE"));
      const other = await subject.engine();
      // Started before, so that only the waiting is between the two.
      await engine.start(never, silent);
      await other.start(never, silent);
      const project = folder.read();
      const messages: string[] = [];
      const { result: first } = await begin("001");
      const second = other.run(project, { project: project.uri, command: "up" }, never, ({ message }) =>
        messages.push(message),
      );
      const [one, two] = await Promise.all([first, second]);
      await other.dispose();
      expect([one.failure, two.failure]).toEqual([undefined, undefined]);
      expect(one.steps.length + two.steps.length).toBe(3);
      expect(messages.join("\n")).toMatch(/[Ww]aiting/);
      expect(await ledger()).toEqual(["001", "002", "003"]);
    });

    test("a database that dies during a run is said, and nothing is half recorded", async () => {
      folder.write(
        "002_orders.sql",
        "-- migrate:up\nCREATE TABLE half (id int);\nSELECT count(*) FROM generate_series(1, 20000000000);\n-- migrate:down\n",
      );
      const { result: running } = await begin("002");
      await subject.die();
      const result = await running;
      expect(result.failure).toMatchObject({ version: "002", code: "connection-lost", rolledBack: true });
      expect(result.failure?.message).toMatch(/connection to the database broke/);
      await engine.start(never, silent);
      expect(await ledger()).toEqual(["001"]);
      expect(await rows("SELECT to_regclass('half')")).toEqual([[null]]);
    });

    test("data survives a restart, and another engine finds it again", async () => {
      await run("up", { steps: 1 });
      await engine.stop();
      const other = await subject.engine();
      await other.start(never, silent);
      expect(await rows("SELECT version FROM schema_migrations", other)).toEqual([["001"]]);
      await other.dispose();
    });

    test("reset empties it, or refuses where it is not ours", async () => {
      await run("up");
      if (!subject.resettable) {
        expect(await engine.reset().catch(failureOf)).toMatchObject({ code: "not-resettable" });
        expect(await ledger()).toHaveLength(3);
        return;
      }
      expect((await engine.reset()).status).toBe("stopped");
      expect(await states()).toEqual(["001 pending", "002 pending", "003 pending"]);
    });

    test("settings that a migration leaves behind do not reach the next one or the ledger", async () => {
      folder.write(
        "001_users.sql",
        "-- migrate:up\nCREATE SCHEMA other; SET search_path = other;\nCREATE TABLE users (id int PRIMARY KEY);\n-- migrate:down\n",
      );
      folder.write(
        "002_orders.sql",
        "-- migrate:up\nCREATE TABLE orders (id int, user_id int);\n-- migrate:down\n",
      );
      expect((await run("up")).failure).toBeUndefined();
      expect(
        await rows("SELECT to_regclass('public.orders') IS NOT NULL, to_regclass('other.users') IS NOT NULL"),
      ).toEqual([["t", "t"]]);
      expect(await ledger()).toEqual(["001", "002", "003"]);
    });

    test("the ledger is the tool's own", async () => {
      await run("up", { steps: 1 });
      const columns = await rows(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'schema_migrations'",
      );
      expect(columns).toEqual([["version", "character varying"]]);
      expect(dbmate.ledger.table).toContain("schema_migrations");
    });
  });
}
