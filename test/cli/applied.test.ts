import { describe, expect, it, onTestFinished } from "vitest";
import { freshDatabase } from "../support/servers.ts";
import { errorLines, folderWith, run, write } from "./support/program.ts";

/* `check --database`: what the ledger of a database knows as applied, as it is, is history. */

const files = {
  "sql/V1__users.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
  "sql/V2__email.sql": "ALTER TABLE users ADD COLUMN email text;\n",
  "sql/V3__age.sql": "ALTER TABLE users ADD COLUMN age integer;\n",
  "sql/V4__note.sql": "ALTER TABLE users ADD COLUMN note text;\n",
};
const told = /V\d__\w+\.sql/gu;

describe("check of what a database has not applied", () => {
  it("shows what is pending or was edited since, counts the rest, and with --all shows that, too", async () => {
    const cwd = folderWith(files);
    const database = await freshDatabase(18);
    onTestFinished(() => database.dispose());
    const check = async (...more: readonly string[]) => {
      const { stdout, stderr } = await run(["check", "sql", "--database", database.url, ...more], { cwd });
      expect(stderr).toBe("");
      return { stdout, files: [...new Set(stdout.match(told))].sort() };
    };
    const up = await run(["up", "sql", "--to", "3", "--database", database.url], { cwd });
    expect(up.status, up.stderr).toBe(0);

    const after = await check();
    expect(after.files).toEqual(["V4__note.sql"]);
    expect(after.stdout).toContain("Not reported: 3 migrations that are history.");
    expect((await check("--all")).files).toEqual(["V2__email.sql", "V3__age.sql", "V4__note.sql"]);

    write(cwd, "sql/V3__age.sql", "ALTER TABLE users ADD COLUMN age bigint;\n");
    const edited = await check("--format", "json");
    expect(edited.files).toEqual(["V3__age.sql", "V4__note.sql"]);
    expect(JSON.parse(edited.stdout)).toMatchObject({ summary: { history: 2 } });
    expect((await check("--format", "lines")).stdout).toContain(
      "sql/V3__age.sql:1:1: warning: Flyway refuses to go on: its file changed since it was applied to this database. Leave it as it was, and write a new migration. [edited]",
    );
  });

  it("fails with one line where the database tells nothing", async () => {
    const gone = await run(["check", "sql", "--database", "postgres://localhost:1/none"], {
      cwd: folderWith(files),
    });
    expect([gone.status, gone.stdout]).toEqual([2, ""]);
    expect(errorLines(gone)).toEqual([
      expect.stringMatching(
        /^lockkeeper: what the database has applied is not known\. PostgreSQL at localhost:1/u,
      ),
    ]);
  });
});
