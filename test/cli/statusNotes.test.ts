import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { namedVersion } from "../../server/src/cli/namedVersion.ts";
import { folderWith, run } from "./support/program.ts";
import { freshDatabase } from "../support/servers.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { nodePgMigrate } from "../../server/src/formats/nodePgMigrate.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import { runProject } from "../../server/src/run/project.ts";

/* What somebody reads who has never seen the program, and what they type then. */

const flyway = (sql: string) => ({ "sql/V1__a.sql": sql, "sql/V2__b.sql": "SELECT 2;\n" });

it("status says what each state means, what is to be done, and what stands in the way of a run", async () => {
  const database = await freshDatabase(18);
  try {
    const cwd = folderWith(flyway("SELECT 1;\n"));
    const asked = ["sql", "--database", database.url];
    expect((await run(["up", ...asked], { cwd })).status).toBe(0);
    const edited = folderWith({ ...flyway("SELECT 3;\n"), "sql/V2__c.sql": "SELECT 2;\n" });
    const told = await run(["status", ...asked], { cwd: edited });
    expect(told.status).toBe(0);
    expect(told.stderr).toMatch(/^1: Its file was edited .*`lockkeeper repair --accept 1`\.$/m);
    expect(told.stderr).toMatch(
      /^sql\/V2__c\.sql:1:1: .*already has.* Until then nothing of this folder is run\.$/m,
    );
    expect(told.stderr).not.toMatch(/^2:/m);
    const gone = await run(["status", ...asked], { cwd: folderWith({ "sql/V2__b.sql": "SELECT 2;\n" }) });
    expect(gone.stderr).toMatch(/^1: It is applied, but its file .*`lockkeeper repair --unmark 1` if/m);
    const unknown = await run(["status", ...asked], { cwd: folderWith({ "sql/1_a.sql": "SELECT 1;\n" }) });
    expect(unknown.stderr).toMatch(/^sql:1:1: No migration tool is recognised/);
  } finally {
    await database.dispose();
  }
});

const versions = (format: typeof goose, paths: readonly string[]) =>
  runProject(pathToFileURL("/m").href, format, { paths, text: () => "-- +goose Up\n" }).migrations;

it.each([
  [goose, ["00003_a.sql", "00030_b.sql"], ["3", "00003", "a", "00003_a.sql", "m/00003_a.sql"], "00003"],
  [nodePgMigrate, ["170_a.sql", "171_b.sql"], ["170", "170_a", "a", "m/170_a.sql"], "170_a"],
  [prisma, ["1_a/migration.sql", "2_b/migration.sql"], ["1", "1_a", "prisma/1_a/migration.sql"], "1_a"],
] as const)(
  "a migration of %o is meant by its number, its name or its file",
  (format, paths, given, version) => {
    const migrations = versions(format, paths);
    for (const each of given) expect(namedVersion(migrations, each), each).toBe(version);
    for (const each of ["9", "c", "migration.sql"]) expect(namedVersion(migrations, each)).toBe(each);
  },
);

it("two that may be meant are none", () => {
  const migrations = versions(goose, ["1_a.sql", "2_a.sql"]);
  expect(namedVersion(migrations, "a")).toBe("a");
});
