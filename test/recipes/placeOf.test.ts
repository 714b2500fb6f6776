import { describe, expect, it } from "vitest";
import { planned, recipeCalled, TestProject } from "./projects.ts";

const rename = "ALTER TABLE t RENAME COLUMN a TO b;";

/** The files of a Prisma project before and after the column of its last migration is renamed by dual write. */
function renamed(up: string) {
  const project = TestProject.of("prisma", [
    {
      name: "tables",
      up: "CREATE TABLE t (id bigint PRIMARY KEY, a text);\nCREATE TABLE u (id bigint);",
      autocommit: false,
    },
    { name: "change", up, autocommit: false },
  ]);
  const after = project.with(planned(project.rewrite(recipeCalled("rename-column-by-dual-write"))));
  return after.analysis.migrations.slice(1).map(({ migration, sections }) => ({
    name: migration.name,
    adds: sections.some(({ statements }) =>
      statements.some(({ statement }) => /ADD COLUMN/.test(statement.text)),
    ),
    transaction: sections[0]?.transaction,
  }));
}

describe("the first step, which must run in one transaction, of a tool that sends a file as one string", () => {
  it("takes the place of a statement that is alone in its file: no file is left with nothing in it", () => {
    expect(renamed(`-- AlterTable\n${rename}\n`)).toEqual([
      { name: "change", adds: true, transaction: "implicit" },
      { name: "rename_t_a_to_b_backfill", adds: false, transaction: "implicit" },
    ]);
  });
});
