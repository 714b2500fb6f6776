import { expect, it } from "vitest";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { updateStatements } from "../../server/src/sql/update.ts";

async function counting(): Promise<{ readonly grammar: Grammar; readonly parsed: () => number }> {
  const real = await loadGrammar();
  let count = 0;
  const grammar: Grammar = {
    parse: (sql) => {
      count++;
      return real.parse(sql);
    },
    parseAll: (sql) => real.parseAll(sql),
    parsePlPgSql: (sql) => real.parsePlPgSql(sql),
    scan: (sql) => real.scan(sql),
  };
  return { grammar, parsed: () => count };
}

it("keeps the trees of the INSERTs that were used last, and parses another again when it is looked into", async () => {
  const { grammar, parsed } = await counting();
  const insert = (row: number): string => `INSERT INTO t VALUES (${row}, '${"x".repeat(300_000)}');\n`;
  const text = [1, 2, 3, 4, 5].map(insert).join("");
  const { statements } = readStatements(text, { start: 0, end: text.length }, grammar, new StatementCache());
  const nodes = statements.map(({ statement: { node } }) => node);
  // What kind of statement each is can be told without its tree.
  expect(nodes.map((node) => node !== undefined && "InsertStmt" in node)).toEqual(Array(5).fill(true));
  expect(parsed()).toBe(5);
  for (const [index, node] of nodes.entries()) {
    const fresh = grammar.parse(
      insert(index + 1)
        .trimEnd()
        .slice(0, -1),
    );
    expect(JSON.stringify(node)).toBe(JSON.stringify(fresh.ok ? fresh.value.node : fresh.problem));
  }
  const before = parsed();
  expect(JSON.stringify(nodes[4])).toContain('"ival":5');
  expect(parsed()).toBe(before);
  expect(JSON.stringify(nodes[0])).toContain('"ival":1');
  expect(parsed()).toBe(before + 1);
});

it("parses no more statements than it is told to, and splits all", async () => {
  const { grammar, parsed } = await counting();
  const text = Array.from({ length: 30 }, (_none, index) => `SELECT ${index};`).join("");
  const span = { start: 0, end: text.length };
  const { statements, pieces } = readStatements(text, span, grammar, new StatementCache(), 20);
  expect([statements.length, pieces.length, parsed()]).toEqual([20, 30, 20]);
  const all = readStatements(text, span, grammar, new StatementCache());
  expect(all.statements).toHaveLength(30);
});

it("has read the same after an edit of a text of too many statements as from a fresh start", async () => {
  const grammar = await loadGrammar();
  const before = Array.from({ length: 30 }, (_none, index) => `SELECT ${index};`).join("");
  for (const [start, end, inserted] of [
    [0, 0, "SELECT 100;"],
    [0, 9, ""],
    [0, 100, ""],
    [before.length, before.length, "SELECT 200;"],
  ] as const) {
    const after = before.slice(0, start) + inserted + before.slice(end);
    const whole = (text: string) => ({ start: 0, end: text.length });
    const known = readStatements(before, whole(before), grammar, new StatementCache(), 25);
    const change = { start, end, length: inserted.length };
    const updated = updateStatements(known, after, whole(after), change, grammar, new StatementCache(), 25);
    const fresh = readStatements(after, whole(after), grammar, new StatementCache(), 25);
    expect(updated.statements.map(({ statement, span }) => [statement.text, span])).toEqual(
      fresh.statements.map(({ statement, span }) => [statement.text, span]),
    );
    expect(updated.pieces).toEqual(fresh.pieces);
  }
});
