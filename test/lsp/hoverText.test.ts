import { describe, expect, it } from "vitest";
import { hoverText } from "../../server/src/lsp/hover/hoverText.ts";
import { pagesFor } from "../../server/src/lsp/pages.ts";
import { TestProject } from "../recipes/projects.ts";

const before = `CREATE TABLE t (id int PRIMARY KEY, note text, UNIQUE (note, id)); CREATE INDEX by_note ON t (note);
CREATE TABLE p (at int PRIMARY KEY) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY);
CREATE TABLE d (id int PRIMARY KEY); CREATE TABLE e (id int PRIMARY KEY);`;

/** The hover on the last statement of a file that is one transaction. */
function hoverOn(up: string, timeline?: string): string {
  const drafts = [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down: "SELECT 1;", autocommit: false },
  ];
  const { last } = TestProject.of("dbmate", drafts, {}, { majors: [14, 15, 16, 17, 18] });
  const statement = last.sections[0]?.statements.at(-1);
  if (statement === undefined) throw new Error("There is no statement.");
  return hoverText(statement, new Map(), { pages: pagesFor("show"), timeline });
}

describe("the hover on a statement", () => {
  it("is a sentence, a line for each table with its lock and work, and links", () => {
    expect(hoverOn("ALTER TABLE t ALTER id TYPE bigint;", "command:timeline")).toBe(
      [
        "**High risk**: it rewrites a table while reads and writes wait",
        "- `public.t` **ACCESS EXCLUSIVE**: reads and writes wait, even a plain SELECT; it is rewritten with all its indexes, which grows with the table (its size is unknown)\n" +
          "- Breaks code that expects the old type of `public.t.id`\n" +
          '- Breaks prepared statements that return all columns of `public.t` (SELECT *): "cached plan must not change result type" until they are prepared again\n' +
          '- Breaks prepared statements that return `public.t.id`: "cached plan must not change result type" until they are prepared again',
        "Its locks are held until the transaction ends.",
        "[Lock timeline](command:timeline) · [What PostgreSQL locks](command:show?%5B%22locks%22%5D)",
      ].join("\n\n"),
    );
  });

  it("does not name an index whose table is locked as strongly, nor one that goes with its table", () => {
    const hover = hoverOn("DROP TABLE t;");
    expect(hover).toContain("- `public.t` **ACCESS EXCLUSIVE**");
    expect(hover).toContain("- Destroys table `public.t`");
    expect(hover).not.toContain("pkey");
    expect(hoverOn("REINDEX TABLE t;")).toContain("`public.t_pkey` **ACCESS EXCLUSIVE**");
    expect(hoverOn("DROP INDEX by_note;")).toContain("- Destroys index `public.by_note`");
  });

  it("counts tables after the third", () => {
    const hover = hoverOn("LOCK TABLE a, b, c, d, e;");
    expect(hover.match(/^- `public\.\w`/gm)).toHaveLength(3);
    expect(hover).toContain("- 2 more relations, which `lockkeeper explain` names");
    expect(hoverOn("LOCK TABLE a, b, c, d;").match(/^- `public\.\w`/gm)).toHaveLength(4);
  });

  it("says in one line what earlier statements still lock, the strongest first", () => {
    const hover = hoverOn("LOCK TABLE e IN SHARE MODE; LOCK TABLE a, b, c, d; UPDATE t SET note = '';");
    expect(hover).toContain(
      "Still held from earlier statements: **ACCESS EXCLUSIVE** on `public.a`, `public.b`, `public.c` and one more; **SHARE** on `public.e`",
    );
  });

  it("does not call brief what changes rows", () => {
    expect(hoverOn("UPDATE t SET note = '';")).not.toContain("brief");
  });

  it("has a column for versions that differ, and says once what is the same", () => {
    const hover = hoverOn("ALTER TABLE t ADD CONSTRAINT n NOT NULL note NOT VALID;");
    expect(
      hover
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .slice(0, 4),
    ).toEqual([
      "| PostgreSQL 14 (out of support), 15–17 | PostgreSQL 18 |",
      "|---|---|",
      '| Fails with `42601`: syntax error at or near "NOT" | – |',
      "| – | `public.t` **ACCESS EXCLUSIVE**: reads and writes wait, even a plain SELECT |",
    ]);
  });

  it("does not take versions for different that name the same tables in another order", () => {
    const hover = hoverOn("ALTER TABLE p ADD FOREIGN KEY (at) REFERENCES a;");
    expect(hover).not.toContain("differ");
    expect(hover).toContain("`public.p1` **SHARE ROW EXCLUSIVE**");
  });
});
