import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { freshDatabase } from "../support/servers.ts";
import { errorLines, folderWith, run } from "./support/program.ts";

const dump =
  "\\restrict abc\nSELECT pg_catalog.set_config('search_path', '', false);\n" +
  "CREATE TABLE public.users (id bigint NOT NULL, name text);\n" +
  "ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);\n\\unrestrict abc\n";
const files = {
  "app/lockkeeper.config.json": '{ "baseline": "db/structure.sql", "migrations": ["db/migrations"] }\n',
  "app/db/structure.sql": dump,
  "app/db/migrations/0001_a.up.sql":
    "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\nALTER TABLE nowhere ADD COLUMN x int;\n",
  "app/db/migrations/0001_a.down.sql": "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;\n",
};
const first = "db/migrations/0001_a.up.sql";

interface Reported {
  readonly migrations: readonly {
    readonly path: string;
    readonly statements: readonly {
      readonly effects: Readonly<
        Record<
          string,
          { readonly work: readonly object[]; readonly fails: { readonly sqlstate: string } | null }
        >
      >;
    }[];
  }[];
}

describe("a baseline in the configuration", () => {
  it("comes before the first migration, and closes the world", async () => {
    const cwd = join(folderWith(files), "app");
    const { stdout, stderr } = await run(["check", ".", "--format", "json"], { cwd });
    expect(stderr).toBe("");
    const report = JSON.parse(stdout) as Reported;
    expect(new Set(report.migrations.map(({ path }) => path))).toEqual(
      new Set([first, first.replace("up", "down")]),
    );
    const [known, unknown] = report.migrations[0]?.statements ?? [];
    expect(known?.effects["18"]?.work).toEqual([{ relation: "public.users", kind: "scan" }]);
    expect(unknown?.effects["18"]?.fails?.sqlstate).toBe("42P01");
    const explained = await run(["explain", first], { cwd });
    expect(explained.stdout).toContain('relation "nowhere" does not exist');
    const rewritten = await run(["rewrite", first, "--line", "1"], { cwd });
    expect(rewritten.stderr).toBe("");
    expect(rewritten.stdout).toContain("VALIDATE CONSTRAINT");
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "missing",
      { "app/db/structure.sql": "" },
      "db/structure.sql:1:1: this baseline cannot be used: there is no SQL statement in it",
    ],
    [
      "broken",
      { "app/db/structure.sql": `${dump}CREATE TABEL x ();\n` },
      'db/structure.sql:6:8: this baseline cannot be used: Syntax error at or near "TABEL"',
    ],
    [
      "not there",
      { "app/lockkeeper.config.json": '{ "baseline": "db/schema.sql", "migrations": ["db/migrations"] }' },
      "db/schema.sql:1:1: there is no such file",
    ],
    [
      "a folder",
      { "app/lockkeeper.config.json": '{ "baseline": "db", "migrations": ["db/migrations"] }' },
      "db:1:1: it cannot be read (EISDIR)",
    ],
  ])("that is %s is one message at its place", async (_name, other, message) => {
    const cwd = join(folderWith({ ...files, ...other }), "app");
    for (const command of [
      ["check", "."],
      ["explain", first],
      ["rewrite", first, "--line", "1"],
    ]) {
      const ran = await run(command, { cwd });
      expect(ran.status).toBe(2);
      expect(errorLines(ran)).toEqual([message]);
    }
  });

  it("can be a snapshot, and drift then knows what was there before", async () => {
    const database = await freshDatabase(18);
    onTestFinished(() => database.dispose());
    const client = await database.connect();
    await client.query(
      "CREATE TABLE users (id bigint PRIMARY KEY, name text); CREATE INDEX i ON users (name)",
    );
    const cwd = join(
      folderWith({
        ...files,
        "app/lockkeeper.config.json": '{ "baseline": "db/before.json", "migrations": ["db/migrations"] }',
        "app/db/migrations/0001_a.up.sql": "ALTER TABLE users ADD COLUMN more int;\n",
        "app/db/migrations/0001_a.down.sql": "ALTER TABLE users DROP COLUMN more;\n",
      }),
      "app",
    );
    const target = ["--database", database.url];
    const taken = await run(["snapshot", ...target, "-o", "db/before.json"], { cwd });
    expect(taken.stderr).toBe("");
    const text = readFileSync(join(cwd, "db/before.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({ lockkeeper: "snapshot", version: 1, postgres: 18 });
    const printed = await run(["snapshot", ...target], { cwd });
    expect(printed.stdout).toBe(text);
    expect((await run(["up", "db/migrations", ...target], { cwd })).status).toBe(0);
    const drift = await run(["drift", "db/migrations", ...target], { cwd });
    expect(drift.stdout).toMatch(/no differences/);
    expect(drift.status).toBe(0);
    await client.query("DROP INDEX i");
    expect((await run(["drift", "db/migrations", ...target], { cwd })).stdout).toContain(
      "public.i is missing",
    );
    writeFileSync(join(cwd, "db/before.json"), "{");
    const broken = await run(["drift", "db/migrations", ...target], { cwd });
    expect(broken.stdout).toMatch(/before\.json:1: what the baseline holds shows as drift/);
  });

  it("snapshot needs a database", async () => {
    const ran = await run(["snapshot"], { cwd: folderWith(files) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran).join()).toContain("--database");
  });
});
