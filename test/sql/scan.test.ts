import { PGlite } from "@electric-sql/pglite";
import { describe, expect, it } from "vitest";
import { Lexer } from "../../server/src/sql/lexer.ts";
import { blankInnerComments } from "../../server/src/sql/mask.ts";
import { split } from "../../server/src/sql/split.ts";
import { randomFrom, type Random } from "../support/random.ts";
import { grammar, pieces, read } from "./reading.ts";

/*
 * PostgreSQL's own scanner and parser against ours, on random sequences of what scan.l has a rule for: what one of them
 * takes for a comment and the other for a statement would be run and never be seen.
 */

/** `LOCKKEEPER_SEEDS=200` looks longer. */
const seeds = Number(process.env["LOCKKEEPER_SEEDS"] ?? 4);

const blanks = [" ", "\t", "\n", "\r", "\r\n", "\f", "\v", "  ", "\n\n", "\r \r"] as const;
const comments = [
  "-- c\n",
  "-- c\r",
  "-- c\r\n",
  "--\n",
  "--\r",
  "-- it's\n",
  "-- /* \r",
  "--$$\n",
  "/* c */",
  "/* /* n */ ; */",
  "/**/",
  "/*-- \r */",
  "/*'*/",
  "/***/",
  "/*/**/*/",
] as const;
const lexemes = [
  "a",
  "B",
  "select",
  "from",
  "é",
  "😀",
  "\ufeff",
  "\u00a0",
  "\u2028",
  "a$b$",
  "x$$",
  "_$1",
  "e",
  "u",
  "N",
  "U&",
  "'s'",
  "'it''s'",
  "'\\'",
  "';'",
  "'--'",
  "'/*'",
  "'a'\n'b'",
  "'a'\r'b;'",
  "'a' -- c\n 'b;'",
  "'a' --\r--\n 'b'",
  "E'\\''",
  "e'\\\\'",
  "E'a' -- c\r 'b\\';'",
  "E'a'\n'\\';'",
  "B'01'",
  "x'1F'",
  "N'n'",
  "U&'d\\0061t'",
  "U&'d!0061' UESCAPE '!'",
  'U&"d\\0061t"',
  '"q"',
  '"q""r;"',
  '"-- "',
  "$$ ; $$",
  "$a$ $b$ ; $$ $a$",
  "$a$ $a $a$",
  "$é$ ' $é$",
  "$1",
  "$12",
  "1",
  "1.5",
  ".5",
  "1.",
  "1..2",
  "1e5",
  "1e-5",
  "1_000",
  "0x1F",
  "0o17",
  "0b1",
  "1_",
  "0x",
  "1e",
  "+",
  "-",
  "*",
  "/",
  "<",
  "=",
  "=>",
  "!",
  "@",
  "@-",
  "<-",
  "+-",
  "~-",
  "%",
  "||",
  "->>",
  "<=",
  "::",
  ":=",
  ":",
  ",",
  ".",
  "(",
  ")",
  "[",
  "]",
  ";",
  "?",
  "#",
  "`",
] as const;

function soup(random: Random): string {
  let text = "";
  for (let count = 1 + random.below(12); count > 0; count--) {
    text += random.pick(lexemes);
    const gap = random.below(4);
    if (gap === 1) text += random.pick(blanks);
    if (gap === 2) text += random.pick(comments);
    if (gap === 3) text += random.pick(blanks) + random.pick(comments) + random.pick(blanks);
  }
  return text;
}

/** Where our lexer finds lexemes; a placeholder and N'…' are two for PostgreSQL. */
function ours(text: string): readonly number[] {
  const lexer = new Lexer(text);
  const starts: number[] = [];
  while (lexer.next()) {
    if (lexer.kind === "line-comment" || lexer.kind === "block-comment") continue;
    starts.push(lexer.start);
    if (lexer.kind === "placeholder" || /^n'/i.test(text.slice(lexer.start, lexer.start + 2)))
      starts.push(lexer.start + 1);
  }
  return starts;
}

function theirs(text: string): readonly number[] | undefined {
  // libpg_query takes comments for tokens, so that none may stand in a string for it.
  const scanned = text.startsWith("\ufeff") ? undefined : grammar.scan(blankInnerComments(text));
  if (scanned?.ok !== true) return undefined;
  return scanned.value
    .filter(({ tokenName }) => tokenName !== "SQL_COMMENT" && tokenName !== "C_COMMENT")
    .map(({ span }) => span.start);
}

const expressions = [
  "1",
  "'s;'",
  "'a'\r'b;'",
  "E'\\';'",
  "E'a' -- ;\r '\\';'",
  "U&'d!0061;' UESCAPE '!'",
  "$$;$$",
  "$t$;$$;$t$",
  "a$b$",
  "a$b$ + c$b$",
  "1.5 -- ;\r",
  "1 /* ; /* ; */ ; */",
  "1 +-- ;\n 2",
  "1 @- 2",
  "'x' || ';'",
  '"a;"',
  "x'1F'",
  "(1)",
] as const;
const heads = [
  "select",
  "DELETE FROM t WHERE a =",
  "update t set a =",
  "create rule r as on insert to t do (select 1; select",
] as const;

function script(random: Random): string {
  let text = "";
  for (let count = 1 + random.below(6); count > 0; count--) {
    const head = random.pick(heads);
    const close = head.startsWith("create rule") ? ")" : "";
    const gap = (): string => random.pick([...blanks, ...comments, ""]);
    text += `${gap()}${head} ${gap()}${random.pick(expressions)}${gap()}${close}${gap()};${gap()}`;
  }
  return text;
}

describe("PostgreSQL's scanner", () => {
  it.each(Array.from({ length: seeds }, (_none, index) => index + 1))(
    "sees the same lexemes, seed %i",
    (seed) => {
      const random = randomFrom(seed);
      let compared = 0;
      for (let count = 0; count < 1500; count++) {
        const text = soup(random);
        const expected = theirs(text);
        if (expected === undefined) continue;
        compared++;
        expect(ours(text), JSON.stringify(text)).toEqual(expected);
        const seen = split(text).pieces.flatMap(({ span }) =>
          expected.filter((start) => start >= span.start && start < span.end),
        );
        // A colon before a semicolon is none of ours, but all else stands in a statement.
        const left = expected.filter((start) => text.charAt(start) !== ";" && !seen.includes(start));
        expect(left, `${JSON.stringify(text)}: in no statement`).toEqual([]);
      }
      expect(compared).toBeGreaterThan(300);
    },
  );

  it.each(Array.from({ length: seeds }, (_none, index) => index + 1))(
    "ends statements where we do, seed %i",
    (seed) => {
      const random = randomFrom(1000 + seed);
      let compared = 0;
      for (let count = 0; count < 500; count++) {
        const text = script(random);
        const parsed = grammar.parseAll(blankInnerComments(text));
        if (!parsed.ok) continue;
        compared++;
        const found = split(text);
        expect(found.problems, JSON.stringify(text)).toEqual([]);
        expect(
          found.pieces.map(({ span }) => span.start),
          JSON.stringify(text),
        ).toEqual(parsed.value.map(({ span }) => span.start));
        for (const [index, { span }] of parsed.value.entries())
          expect(found.pieces[index]?.span.end, JSON.stringify(text)).toBeLessThanOrEqual(span.end);
      }
      expect(compared).toBeGreaterThan(200);
    },
  );
});

describe("what PostgreSQL runs is a statement", () => {
  it.each([
    ["-- c\rDROP TABLE users;\n", ["DROP TABLE users"]],
    ["-- a\r-- b\rDROP TABLE users;\r", ["DROP TABLE users"]],
    ["SELECT 1 -- c\r; DROP TABLE users;", ["SELECT 1", "DROP TABLE users"]],
    ["SELECT E'a' -- c\n '\\';'; DROP TABLE users;", ["SELECT E'a' -- c\n '\\';'", "DROP TABLE users"]],
    ["SELECT 1_$a$; DROP TABLE users; --$a$", ["SELECT 1_$a$", "DROP TABLE users"]],
    ["SELECT 1;\ufeffDROP TABLE users;", ["SELECT 1", "\ufeffDROP TABLE users"]],
    ["SELECT 1;\u00a0DROP TABLE users;", ["SELECT 1", "\u00a0DROP TABLE users"]],
    ["\\set a 1\rDROP TABLE users;", ["psql:\\set a 1", "DROP TABLE users"]],
  ])("%j", (text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });
});

describe("a server", () => {
  it("runs what follows a comment that a carriage return ends, and joins strings over comments", async () => {
    const database = await PGlite.create();
    try {
      for (const end of ["\r", "\n", "\r\n"]) {
        await database.exec(`CREATE TABLE users (id int); -- c${end}DROP TABLE users;${end}`);
        const { rows } = await database.query("SELECT to_regclass('users') AS users");
        expect(rows).toEqual([{ users: null }]);
      }
      const joined = "SELECT E'a' -- c\r --\n '\\';' AS text, 'x'\r'y' AS other";
      expect((await database.query(joined)).rows).toEqual([{ text: "a';", other: "xy" }]);
      expect(read(joined).problems).toEqual([]);
    } finally {
      await database.close();
    }
  });
});
