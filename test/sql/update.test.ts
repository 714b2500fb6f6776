import { describe, expect, it } from "vitest";
import { readStatements, StatementCache, type Statements } from "../../server/src/sql/parse.ts";
import { updateStatements } from "../../server/src/sql/update.ts";
import { grammar } from "./reading.ts";

/** A small generator with a seed (mulberry32), so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SNIPPETS = [
  ";",
  "'",
  '"',
  "$$",
  "--",
  "/*",
  "*/",
  "\n",
  "(",
  ")",
  "\\",
  "\\g\n",
  "\\.\n",
  "é😀",
  " ",
  "x",
  "{{",
  "}}",
  "BEGIN ATOMIC ",
  "END",
  "E'",
  "$a$",
  "copy t from stdin;\n",
  "create function f() ",
  "create rule r as (",
  "ALTER TABLE t ADD c text DEFAULT 'a;b';\n",
  "SELECT 1;\n",
  "DO $$ BEGIN PERFORM 1; END $$;\n",
  "select 'open;\n",
];

function visible({ statements, problems, pieces, span }: Statements) {
  return { statements, problems, pieces, span };
}

describe("updateStatements", () => {
  it("gives what a full reading gives, after any run of edits", () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const next = random(seed);
      const cache = new StatementCache();
      let text = Array.from({ length: 12 }, () => SNIPPETS[next(SNIPPETS.length)] ?? "").join(" ");
      let current = readStatements(text, { start: 0, end: text.length }, grammar, cache);
      for (let edit = 0; edit < 12; edit++) {
        const start = next(text.length + 1);
        const end = Math.min(text.length, start + next(3) * next(12));
        const inserted = next(4) === 0 ? "" : (SNIPPETS[next(SNIPPETS.length)] ?? "");
        text = text.slice(0, start) + inserted + text.slice(end);
        const span = { start: 0, end: text.length };
        const change = { start, end, length: inserted.length };
        current = updateStatements(current, text, span, change, grammar, cache);
        const full = readStatements(text, span, grammar, cache);
        expect(visible(current), `seed ${seed}, edit ${edit}: ${JSON.stringify(text)}`).toEqual(
          visible(full),
        );
      }
    }
  });

  it("keeps the very objects of statements that were not touched", () => {
    const cache = new StatementCache();
    const text = "select 1;\nselect 2;\nselect 3;\n";
    const before = readStatements(text, { start: 0, end: text.length }, grammar, cache);
    const edited = "select 1;\nselect 22;\nselect 3;\n";
    const change = { start: 17, end: 17, length: 1 };
    const after = updateStatements(before, edited, { start: 0, end: edited.length }, change, grammar, cache);
    expect(after.statements[0]?.statement).toBe(before.statements[0]?.statement);
    expect(after.statements[1]?.statement).not.toBe(before.statements[1]?.statement);
    expect(after.statements[2]?.statement).toBe(before.statements[2]?.statement);
    expect(after.statements[2]?.span).toEqual({ start: 21, end: 29 });
  });

  it("reads a section again whose borders moved otherwise than the edit says", () => {
    const cache = new StatementCache();
    const text = "-- up\nselect 1;\n-- down\nselect 2;\n";
    const before = readStatements(text, { start: 6, end: 16 }, grammar, cache);
    const edited = `\n${text}`;
    const after = updateStatements(
      before,
      edited,
      { start: 7, end: 17 },
      { start: 0, end: 0, length: 1 },
      grammar,
      cache,
    );
    expect(after.statements.map(({ span }) => edited.slice(span.start, span.end))).toEqual(["select 1"]);
  });
});

describe("StatementCache", () => {
  it("gives the identical object for equal text, in any document", () => {
    const cache = new StatementCache();
    expect(cache.get("select 1", grammar)).toBe(cache.get("select 1", grammar));
    expect(cache.get("select 1", grammar)).not.toBe(cache.get("select 2", grammar));
  });

  it("forgets what was not asked for, and keeps what is", () => {
    const cache = new StatementCache(1000);
    const kept = cache.get("select 0", grammar);
    const forgotten = cache.get("select 'once'", grammar);
    for (let index = 1; index < 200; index++) {
      cache.get(`select ${index}`, grammar);
      expect(cache.get("select 0", grammar)).toBe(kept);
    }
    expect(cache.get("select 'once'", grammar)).not.toBe(forgotten);
  });
});
