import { expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";

/** Projects of tools whose migrations are read and not run, with the command that runs them. */
const projects = [
  [{ "m/default/1704067200000_a/up.sql": "CREATE TABLE a (id int);\n" }, "hasura migrate apply"],
  [
    {
      "db/sqitch.plan": "%project=a\n\na 2024-01-01T00:00:00Z A <a@b.c>\n",
      "db/deploy/a.sql": "CREATE TABLE a (id int);\n",
    },
    "sqitch deploy",
  ],
  [
    { "m/1_a.sql": "--liquibase formatted sql\n--changeset a:1\nCREATE TABLE a (id int);\n" },
    "liquibase update",
  ],
] as const;

it.each(projects)("%o is checked, and left to `%s` to run", async (files, command) => {
  const cwd = folderWith(files);
  const checked = await run(["check", "."], { cwd });
  expect([checked.status, checked.stderr]).toEqual([0, ""]);
  for (const action of [["up"], ["down"], ["redo"], ["status"], ["verify"], ["repair", "--mark", "a"]]) {
    const [name = "", ...options] = action;
    const ran = await run([name, ".", ...options, "--database", "embedded"], { cwd });
    expect([ran.status, ran.stdout]).toEqual([2, ""]);
    expect(errorLines(ran)).toEqual([expect.stringContaining(`\`${command}\`. Nothing was run.`)]);
  }
});
