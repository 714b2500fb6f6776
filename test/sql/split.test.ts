import { describe, expect, it } from "vitest";
import { split } from "../../server/src/sql/split.ts";
import { corpusFiles, corpusProjects } from "../corpus/projects.ts";
import { hostile, repeated } from "./hostile.ts";
import { grammar, pieces, read } from "./reading.ts";

describe("split", () => {
  it.each([
    ["select 1;select 2", ["select 1", "select 2"]],
    ["select ';' , E'\\';', U&'x;', \";\";select 2", ["select ';' , E'\\';', U&'x;', \";\"", "select 2"]],
    ["do $$ begin; end $$; do $a$ $$;$$ $a$", ["do $$ begin; end $$", "do $a$ $$;$$ $a$"]],
    ["/* a; /* b; */ c; */ select 1 -- x;\n;-- y;\n", ["select 1"]],
    ["select a$1$;select b$1$;", ["select a$1$", "select b$1$"]],
    [
      "create function f() returns int begin atomic select 1; select case when a then 1 end; end; select 2",
      [
        "create function f() returns int begin atomic select 1; select case when a then 1 end; end",
        "select 2",
      ],
    ],
    [
      "create or replace rule r as on insert to t do (select 1; select 2); x",
      ["create or replace rule r as on insert to t do (select 1; select 2)", "x"],
    ],
    [
      "copy t from stdin;\n1;\t2\n'\n\\.\nselect 1;",
      ["copy t from stdin", "copy-data:1;\t2\n'\n", "select 1"],
    ],
    ["copy t from stdin;\nselect 1;", ["copy t from stdin", "select 1"]],
    [
      "copy t from stdin with (x);\r\n1\r\n\\.\r\nselect 1;",
      ["copy t from stdin with (x)", "copy-data:1\r\n", "select 1"],
    ],
    [
      "\\set a 'b;c'\nselect 1 \\gset\nselect 2 \\; select 3;",
      ["psql:\\set a 'b;c'", "select 1", "psql:\\gset", "select 2", "select 3"],
    ],
    ["\ufeffselect 1;\r\nselect 'é😀;' ;\r\n", ["select 1", "select 'é😀;'"]],
    [
      'select {{ index .Options "Names;pace" }}.x; select 2',
      ['select {{ index .Options "Names;pace" }}.x', "select 2"],
    ],
    ["select 'a'\n  'b;c'; select 2", ["select 'a'\n  'b;c'", "select 2"]],
    ["", []],
    [" ;; -- nothing\n", []],
  ])("%j", (text, expected) => {
    expect(pieces(text)).toEqual(expected);
    expect(split(text).problems).toEqual([]);
  });

  it("says where reading began and ended for each piece, without gaps", () => {
    const text = "-- a\nselect 1; /* b */ \\d x\ncopy t from stdin;\n1\n\\.\nselect 2";
    const found = split(text).pieces;
    expect(found[0]?.extent.start).toBe(0);
    for (const [index, piece] of found.entries()) {
      if (index > 0) expect(piece.extent.start).toBe(found[index - 1]?.extent.end);
    }
    expect(found.at(-1)?.terminated).toBe(false);
  });

  it("stays inside its span", () => {
    const text = "select 1; select 'x; select 3";
    expect(split(text, { start: 10, end: 18 }).pieces.map((piece) => piece.span)).toEqual([
      { start: 10, end: 18 },
    ]);
    expect(split(text, { start: 0, end: 8 }).problems).toEqual([]);
  });
});

/** One broken statement among a hundred good ones: how many are read, how many are not (PARSERS.md, section 4). */
describe("one broken statement never hides the others", () => {
  const good = (from: number, to: number) =>
    Array.from(
      { length: to - from },
      (_, index) => `ALTER TABLE t${from + index} ADD COLUMN a text DEFAULT 'x';\n`,
    ).join("");
  it.each([
    ["a typo", "ALTR TABLE x ADD y int;", 100, "syntax-error"],
    ["half a statement", "ALTER TABLE x ADD;", 100, "syntax-error"],
    ["an unclosed parenthesis", "CREATE TABLE x (a int;", 100, "syntax-error"],
    [
      "an unclosed dollar quote",
      "DO $$\nBEGIN\n  UPDATE x SET a = 1;\n  DELETE FROM x;\nEND;",
      100,
      "unterminated-dollar-quote",
    ],
    ["an unclosed comment", "/* open", 99, "unterminated-comment"],
    ["an unclosed name", 'ALTER TABLE "x ADD y int;', 100, "unterminated-identifier"],
    [
      "an unclosed BEGIN ATOMIC",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;",
      100,
      "unterminated-begin-atomic",
    ],
    ["an unclosed string", "ALTER TABLE x ADD y text DEFAULT 'open;", 100, "unterminated-string"],
    [
      "an unclosed CREATE RULE",
      "CREATE RULE r AS ON INSERT TO t DO (SELECT 1;",
      100,
      "unterminated-parenthesis",
    ],
  ])("%s", (_, broken, readable, code) => {
    const text = `${good(0, 50)}${broken}\n${good(50, 100)}`;
    const { statements, problems } = read(text);
    expect(statements.filter(({ statement }) => statement.node !== undefined).length).toBe(readable);
    expect(problems.map((problem) => problem.code)).toContain(code);
    const located = problems.find((problem) => problem.code === code);
    const start = text.indexOf(broken);
    expect(located?.span.start).toBeGreaterThanOrEqual(start);
    expect(located?.span.end).toBeLessThanOrEqual(start + broken.length);
  });

  it("says that a semicolon is missing where the next statement starts", () => {
    const { problems } = read(`${good(0, 5)}ALTER TABLE x ADD y int\n${good(5, 10)}`);
    expect(problems.map((problem) => problem.message)).toEqual([
      'Syntax error at or near "ALTER". Is a `;` missing before it?',
    ]);
  });
});

/** Where the time grew with the square, each of these would take minutes; `test/bench/hostile.bench.mts` measures it. */
describe("hostile text is split to its end", () => {
  it.each(Object.entries(hostile))("%s", (_, line) => {
    const { pieces, problems } = split(repeated(line, 150_000));
    expect(pieces.length + problems.length).toBeGreaterThan(0);
  });
});

describe("agreement with the grammar on whole migrations", () => {
  it("gives the statements that PostgreSQL finds in every file that it accepts whole", () => {
    let whole = 0;
    let statements = 0;
    for (const { path, text } of corpusFiles()) {
      const parsed = grammar.parseAll(text);
      if (!parsed.ok) continue;
      whole++;
      const ours = split(text).pieces;
      // PostgreSQL's own statements keep trailing comments, ours do not.
      expect(
        ours.map((piece) => piece.span.start),
        path,
      ).toEqual(parsed.value.map(({ span }) => span.start));
      for (const [index, { node }] of parsed.value.entries()) {
        const span = ours[index]?.span ?? { start: 0, end: 0 };
        const alone = grammar.parse(text.slice(span.start, span.end));
        expect(alone.ok && Object.keys(alone.value.node), path).toEqual(Object.keys(node));
      }
      statements += ours.length;
    }
    console.log(`split: ${statements} statements of ${whole} files as PostgreSQL finds them`);
    expect(whole).toBeGreaterThan(30);
  });

  it("reads every statement of every file, templates masked", () => {
    const refused = corpusFiles().flatMap(({ path, text }) =>
      read(text).problems.map((problem) => `${path}: ${problem.message}`),
    );
    const known = corpusProjects.flatMap(({ name, refused }) =>
      Object.entries(refused).map(([path, message]) => `${name}/${path}: ${message}`),
    );
    expect(refused).toEqual(known);
  });
});
