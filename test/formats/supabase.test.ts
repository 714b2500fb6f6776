import { expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import { isAlone } from "../../server/src/formats/sending.ts";
import { supabase } from "../../server/src/formats/supabase.ts";
import { statementsOf } from "../../server/src/formats/supabaseStatements.ts";
import { memoryTree } from "./trees.ts";

const read = (files: Record<string, string>) => supabase.read(memoryTree(files));
const modeOf = (sql: string) => read({ "1_a.sql": sql }).migrations[0]?.sections[0]?.transaction;

it("knows its folder by the configuration beside it", () => {
  const tree = memoryTree({ "20240101000000_a.sql": "" });
  const beside = (text: string) => ({
    ...tree,
    outside: (path: string) => (path === "../config.toml" ? text : undefined),
  });
  expect(detectFormat(beside('project_id = "x"'))?.format.id).toBe("supabase");
  expect(detectFormat(beside("[tool]"))?.format.id).toBe("plain");
  expect(detectFormat(tree)?.format.id).toBe("plain");
  expect(detectFormat(tree, "supabase")?.format.id).toBe("supabase");
});

it("passes over files as the CLI does, and says so", () => {
  const { migrations, problems } = read({
    "20200101000000_init.sql": "",
    "20240101000000_a.sql": "",
    "20240102000000.sql": "",
    "notes.sql": "",
  });
  expect(migrations.map(({ version }) => version)).toEqual(["20240101000000"]);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["bad-file-name", "20240102000000.sql"],
    ["bad-file-name", "notes.sql"],
    ["skipped-file", "20200101000000_init.sql"],
  ]);
  expect(read({ "20220101000000_init.sql": "" }).migrations).toHaveLength(1);
});

it.each([
  ["SELECT 1; SELECT 2;", "pipeline"],
  ["BEGIN; SELECT 1; COMMIT;", "autocommit"],
  ["start transaction; SELECT 1; end;", "autocommit"],
  ["SELECT 1; ROLLBACK;", "autocommit"],
  ["SELECT 1; ROLLBACK WORK TO SAVEPOINT a;", "pipeline"],
  ["PREPARE p AS SELECT 1;", "pipeline"],
  ["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;", "pipeline"],
  ["DO $$ BEGIN COMMIT; END $$;", "pipeline"],
  ["SELECT 'begin; commit';", "pipeline"],
  ["-- pg-delta: transaction=false\nSELECT 1;", "autocommit"],
  ["\uFEFF-- pg-delta: transaction=false\r\nSELECT 1;", "autocommit"],
  [" -- pg-delta: transaction=false\nSELECT 1;", "pipeline"],
  ["SELECT 1;\n-- pg-delta: transaction=false\n", "pipeline"],
])("%j is sent as %s", (sql, mode) => expect(modeOf(sql)).toBe(mode));

it.each([
  ["CREATE INDEX CONCURRENTLY a ON b (c)", true],
  ["create unique index concurrently a on b (c)", true],
  ["DROP INDEX CONCURRENTLY a", true],
  ["REINDEX TABLE CONCURRENTLY a", true],
  ["REINDEX (VERBOSE) TABLE CONCURRENTLY a", true],
  ["REINDEX (CONCURRENTLY) TABLE a", false],
  ["VACUUM a", true],
  ["VACUUM (FULL) a", true],
  ["ALTER SYSTEM SET a = 1", true],
  ["CLUSTER", true],
  ["ALTER TABLE a DETACH PARTITION b CONCURRENTLY", false],
  ["CREATE TABLE vacuum (a int)", false],
])("%s is sent alone: %s", (sql, alone) => {
  const [section] = read({ "1_a.sql": "SELECT 1;" }).migrations[0]?.sections ?? [];
  expect(isAlone(sql, section ?? {})).toBe(alone);
});

it("stores statements with the comments before them, without semicolons", () => {
  expect(statementsOf("-- one\nSELECT 1;\n\n/* two */ SELECT 2\n;")).toEqual([
    "-- one\nSELECT 1",
    "/* two */ SELECT 2",
  ]);
});
