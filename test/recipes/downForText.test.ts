import { describe, expect, it } from "vitest";
import { TestProject } from "./projects.ts";

function back(before: string, up: string, format = "golang-migrate", autocommit = false) {
  const draft = (name: string, sql: string) => ({ name, up: sql, down: "-- Nothing to undo.", autocommit });
  return TestProject.of(
    format,
    [draft("before", before), draft("change", up)].map((each) => ({
      ...each,
      autocommit: autocommit && each.name === "change",
    })),
  ).downFor();
}

describe("the text of a down", () => {
  it("has a tool's placeholders where the up has them", () => {
    const { script, grade } = back(
      `CREATE SCHEMA {{ .Ns }}; CREATE TABLE {{ .Ns }}.t (a int, b text); CREATE TABLE "\${PRE}_u" (a int);`,
      `ALTER TABLE {{ .Ns }}.t DROP COLUMN b; CREATE INDEX {{ .Ns }}_i ON {{ .Ns }}.t (a);`,
    );
    expect(script).toContain("DROP INDEX {{ .Ns }}.{{ .Ns }}_i;");
    expect(script).toContain("ALTER TABLE {{ .Ns }}.t ADD COLUMN b text;");
    expect(grade).toBe("lossy");
  });

  it("says CONCURRENTLY only where the tool can send it so", () => {
    const up = "CREATE INDEX CONCURRENTLY i ON t (a);";
    const table = "CREATE TABLE t (a int);";
    expect(back(table, up, "dbmate", true).script).toBe("DROP INDEX CONCURRENTLY i;");
    expect(back(table, up).script).toBe("DROP INDEX CONCURRENTLY i;");
    const two = `${up} CREATE INDEX CONCURRENTLY j ON t (a);`;
    expect(back(table, two, "goose", true).script).toBe(
      "DROP INDEX CONCURRENTLY j;\nDROP INDEX CONCURRENTLY i;",
    );
    expect(back(table, two, "sqlx", true).script).toBe("-- Nothing to undo.");
  });

  it("says of a statement that cannot be read that it is not undone", () => {
    const { grade, script } = back(
      "CREATE TABLE t (a int);",
      "ALTER TABLE t ADD COLUMN b int; CREATE TABEL u (a int);",
    );
    expect(grade).toBe("irreversible");
    expect(script).toContain("ALTER TABLE t DROP COLUMN b;");
  });

  it("keeps a comment on one line, whatever a name holds", () => {
    const { script } = back(
      'CREATE TABLE "a\nb" ("c\nDROP TABLE x; --" int NOT NULL);',
      'ALTER TABLE "a\nb" DROP COLUMN "c\nDROP TABLE x; --";',
    );
    for (const line of script.split("\n"))
      expect(line).toMatch(/^(--|SET LOCAL|ALTER TABLE "a|b" ADD COLUMN "c|DROP TABLE x; --" int)/);
  });

  it("puts a body between goose's marks", () => {
    const { placed, grade } = back(
      "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND $$;",
      "DROP FUNCTION f();",
      "goose",
    );
    expect(grade).toBe("reversible");
    expect(placed?.edits[0]?.newText).toMatch(
      /-- \+goose StatementBegin\nCREATE FUNCTION f\(\)[^]*END \$\$;\n-- \+goose StatementEnd/,
    );
  });
});
