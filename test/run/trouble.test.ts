import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { runProject } from "../../server/src/run/project.ts";
import { failureOf } from "../../server/src/run/runError.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

/* What is not the migration's fault: it is said what to do, and the database is as it was. */

const file = { "1_a.sql": "-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\nDROP TABLE a;\n" };

describe.each([14, 18] as const)("on %i", (major) => {
  const bench = workbench(major);
  const { rows } = bench;

  /** As a role that may connect, and that is all. */
  const asNobody = async <T>(action: (engine: RunEngine) => Promise<T>): Promise<T> => {
    const role = `nobody_${bench.database.database}`;
    await rows(`CREATE ROLE ${role} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    const engine = new RunEngine({ storagePath: "", key: "trouble", image: "", startTimeout: 10 });
    try {
      const url = bench.database.url.replace(/\/\/[^@]*@/, `//${role}@`);
      await engine.select({ kind: "server", url });
      return await action(engine);
    } finally {
      await engine.dispose();
      await rows(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  };

  test("a role that may not create the ledger", async () => {
    const project = bench.open(dbmate, file).read();
    await asNobody(async (engine) => {
      expect((await engine.status(project, never)).statuses.map(({ state }) => state)).toEqual(["pending"]);
      const params = { project: project.uri, command: "up" } as const;
      const { failure } = await engine.run(project, params, never, () => undefined);
      expect(failure).toMatchObject({ code: "42501", rolledBack: true });
      expect(failure?.message).toMatch(
        /^The ledger schema_migrations could not be created: permission denied for schema public \(42501\)\. Let a role/,
      );
    });
    expect(await rows("SELECT to_regclass('a'), to_regclass('schema_migrations')")).toEqual([[null, null]]);
  });

  test("a role that may not read the ledger", async () => {
    const project = bench.open(dbmate, file).read();
    await bench.run();
    await asNobody(async (engine) => {
      const failure = failureOf(await engine.status(project, never).catch((error: unknown) => error));
      expect(failure).toMatchObject({ code: "42501" });
      expect(failure.message).toMatch(/^The ledger schema_migrations could not be read: .*SELECT/);
    });
  });

  test("a role that may write the ledger, and create nothing beside it", async () => {
    const project = bench
      .open(dbmate, { "1_a.sql": "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n" })
      .read();
    await rows("CREATE TABLE schema_migrations (version varchar PRIMARY KEY)");
    await asNobody(async (engine) => {
      await rows("GRANT SELECT, INSERT, DELETE ON schema_migrations TO PUBLIC");
      const params = { project: project.uri, command: "up" } as const;
      expect((await engine.run(project, params, never, () => undefined)).failure).toBeUndefined();
    });
    expect(await bench.statuses()).toEqual(["1 applied"]);
  });

  test("a role that may not create our journal, where a migration needs one", async () => {
    const text = "-- migrate:up transaction:false\nSELECT 1; COMMIT; SELECT 2;\n-- migrate:down\n";
    const project = bench.open(dbmate, { "1_a.sql": text }).read();
    await rows("CREATE TABLE schema_migrations (version varchar PRIMARY KEY)");
    await asNobody(async (engine) => {
      await rows("GRANT SELECT, INSERT, DELETE ON schema_migrations TO PUBLIC");
      const params = { project: project.uri, command: "up" } as const;
      const { failure } = await engine.run(project, params, never, () => undefined);
      expect(failure).toMatchObject({ code: "42501", rolledBack: true });
      expect(failure?.message).toMatch(
        /^Nothing was run\. .*lockkeeper_journal.*permission denied.*Grant it/,
      );
    });
    expect(await bench.statuses()).toEqual(["1 pending"]);
  });

  test("10,000 migrations, all but the last applied", async () => {
    const versions = Array.from({ length: 10_000 }, (_, index) => String(index + 1).padStart(5, "0"));
    const one = (version: string) => `-- migrate:up\nCREATE TABLE t${version} ();\n-- migrate:down\n`;
    const files = new Map(versions.map((version) => [`${version}_m.sql`, one(version)]));
    const tree = { paths: [...files.keys()], text: (path: string) => files.get(path) };
    const project = runProject("file:///nowhere", dbmate, tree);
    await rows(
      "CREATE TABLE schema_migrations (version varchar PRIMARY KEY); INSERT INTO schema_migrations SELECT lpad(n::text, 5, '0') FROM generate_series(1, 9999) n",
    );
    const params = { project: project.uri, command: "up" } as const;
    const { steps, failure, warnings } = await bench.engine.run(project, params, never, () => undefined);
    expect([steps.map(({ version }) => version), failure, warnings]).toEqual([["10000"], undefined, []]);
  });

  test("a migration of 20 MB is not begun, and one of 15 MB goes through, and back where its end fails", async () => {
    const text = (lines: number, end: string) =>
      `-- migrate:up\nCREATE TABLE big (t text);\n${`INSERT INTO big VALUES ('${"x".repeat(1_000)}');\n`.repeat(lines)}${end}\n-- migrate:down\nDROP TABLE big;\n`;
    bench.open(dbmate, { "1_a.sql": text(20_500, "") });
    expect((await bench.run()).failure).toMatchObject({
      code: "file-too-large",
      message: expect.stringMatching(
        /^1_a\.sql has 20.* the limit is 1\d.* itself\. Nothing was run\.$/,
      ) as string,
    });
    bench.folder.write("1_a.sql", text(14_500, "SELECT 1/0;"));
    expect((await bench.run()).failure).toMatchObject({ code: "22012", range: { start: { line: 14_502 } } });
    expect(await rows("SELECT to_regclass('big')")).toEqual([[null]]);
    bench.folder.write("1_a.sql", text(14_500, ""));
    expect((await bench.run()).failure).toBeUndefined();
    expect(await rows("SELECT count(*) FROM big")).toEqual([["14500"]]);
  });
});
