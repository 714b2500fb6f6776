import { expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import type { Timeline } from "../../server/src/timeline/entry.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";

const grammar = await loadGrammar();

function folded(text: string, previous?: Timeline): Timeline {
  const { statements } = readStatements(text, { start: 0, end: text.length }, grammar, new StatementCache());
  const input = {
    mode: "autocommit",
    statements: statements.map(({ statement }) => statement),
    major: 18,
    timeZone: "UTC",
  } as const;
  return foldSection(Catalog.empty, input, previous);
}

const tables = "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL); CREATE TABLE o (id int);";

it("shares the outcome of statements in a row that look at the same and do the same", () => {
  const { entries } = folded(`${tables} INSERT INTO t VALUES (1, 2); INSERT INTO t VALUES (3, 4), (5, 6);`);
  expect(entries[3]?.outcome).toBe(entries[2]?.outcome);
  expect(entries[3]?.effects).toBe(entries[2]?.effects);
  expect(entries[3]?.effects.locks).toHaveLength(1);
});

it.each([
  ["another table", "INSERT INTO t VALUES (1, 2); INSERT INTO o VALUES (1);"],
  ["another lock", "SELECT * FROM t; SELECT * FROM t FOR UPDATE;"],
  ["another kind of work", "SELECT * FROM t; TRUNCATE t;"],
  ["a failure", "INSERT INTO t VALUES (1, 2); INSERT INTO t VALUES (1, NULL);"],
  ["changes of its own", "ALTER TABLE t ADD COLUMN b int; ALTER TABLE t ADD COLUMN c int;"],
  ["another catalog", "INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD b int; INSERT INTO t VALUES (1, 2);"],
])("keeps an outcome apart that has %s", (_what, text) => {
  const { entries } = folded(`${tables} ${text}`);
  const outcomes = entries.slice(2).map(({ outcome }) => outcome);
  expect(new Set(outcomes).size).toBe(outcomes.length);
});

it("keeps what a statement does apart from what one like it did before, as a whole and in an edited text", () => {
  const text = (first: string, second: string): string =>
    `UPDATE ${first} SET relname = 'x'; DELETE FROM ${second};`;
  const before = folded(text("pg_class", "pg_index"));
  expect(before.entries.map(({ effects }) => effects.writesSystem?.length)).toEqual([1, 1]);
  for (const { effects, outcome } of before.entries) expect(effects).toEqual(outcome.effects);
  const after = folded(text("pg_class", "pg_class"), before);
  for (const { effects, outcome } of after.entries) expect(effects).toEqual(outcome.effects);
  expect(after.entries[1]?.effects).not.toEqual(before.entries[1]?.effects);
});
