import { describe, expect, it } from "vitest";
import { walk } from "../../server/src/sql/ast.ts";
import { grammar, read } from "./reading.ts";

const deep = `SELECT ${Array.from({ length: 20_000 }, (_, index) => index).join("+")}`;

function problemOf(sql: string) {
  const parsed = grammar.parse(sql);
  return parsed.ok
    ? undefined
    : { code: parsed.problem.code, at: sql.slice(parsed.problem.span.start, parsed.problem.span.end) };
}

describe("grammar", () => {
  it("survives 200 stack overflows in a row and goes on at once", () => {
    for (let round = 0; round < 200; round++) {
      expect(problemOf(deep)?.code).toBe("statement-too-complex");
      expect(grammar.parse("select 1").ok).toBe(true);
    }
  });

  it.each([1000, 3000, 8000, 100_000])("answers for %i nested parentheses and operators", (count) => {
    const nested = `select ${"(1+".repeat(count)}1${")".repeat(count)}`;
    const parsed = grammar.parse(nested);
    if (parsed.ok) {
      let nodes = 0;
      walk(parsed.value.node, () => {
        nodes++;
        return undefined;
      });
      expect(nodes).toBeGreaterThan(count);
    } else expect(parsed.problem.code).toBe("statement-too-complex");
    expect(grammar.parse("select 1").ok).toBe(true);
  });

  it.each([
    ["ALTER TABLE é😀 ADD x int nott NULL", "nott"],
    ["CREATE TABLE t (\r\n  a 'x' int)", "'x'"],
    ["SELECT 1 +", "+"],
    ["SELECT 'a\nb' 'c' d", "'c'"],
  ])("puts the error of %j on %j", (sql, at) => {
    expect(problemOf(sql)).toEqual({ code: "syntax-error", at });
  });

  it("refuses text with a NUL instead of ignoring what follows", () => {
    expect(problemOf("select 1\0; drop table t")).toEqual({ code: "nul-character", at: "\0" });
  });

  it("reads one statement, not none and not two", () => {
    expect(problemOf(" -- nothing")?.code).toBe("empty-statement");
    expect(problemOf("select 1; select 2")).toEqual({ code: "several-statements", at: "select 2" });
  });

  it("reads PL/pgSQL and tokens", () => {
    expect(grammar.parsePlPgSql("do $$ begin null; end $$").ok).toBe(true);
    expect(grammar.parsePlPgSql("do $$ begin nul; end $$").ok).toBe(false);
    const scan = grammar.scan("select 'é😀' x");
    expect(scan.ok && scan.value.map((token) => token.span.start)).toEqual([0, 7, 13]);
    expect(grammar.scan("select 'open").ok).toBe(false);
  });
});

describe("readStatements on what is no SQL", () => {
  it("says that a statement is too long, and goes on", () => {
    const { statements, problems } = read(`select '${"x".repeat(2_000_000)}'; select 1;`);
    expect(problems.map((problem) => problem.code)).toEqual(["statement-too-long"]);
    expect(statements[1]?.statement.kind).toBe("SelectStmt");
  });

  it("names binary content and bytes that are not UTF-8", () => {
    const binary = read("\u007fELF\0\0\0select 1;\0").problems;
    expect(binary[0]?.code).toBe("nul-character");
    expect(read("select 'caf\ufffd';").problems[0]).toMatchObject({
      code: "invalid-utf8",
      span: { start: 11, end: 12 },
    });
  });

  it("reads 50 MB without hanging", () => {
    const text = "ALTER TABLE t ADD COLUMN a text DEFAULT 'x';\n".repeat(1_165_000);
    expect(read(text).statements.length).toBe(1_165_000);
  });
});
