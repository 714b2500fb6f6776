import { describe, expect, it } from "vitest";
import { statementsOf } from "../oracle/cases.ts";
import { openPredictor } from "../oracle/predict.ts";

/* An older server's syntax error quotes the word at which it stops: never one that the file does not have. */

const cases: readonly [string, string][] = [
  ["CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)", 'syntax error at or near "VIRTUAL"'],
  [
    "CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a))",
    "syntax error: a generated column without the word STORED is new in PostgreSQL 18",
  ],
  [
    "ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (a * 2)",
    "syntax error: a generated column without the word STORED is new in PostgreSQL 18",
  ],
  ["SELECT JSON_EXISTS(j::jsonb, '$.a') FROM t", "function json_exists() does not exist"],
  ["SELECT JSON_QUERY(j::jsonb, '$.a') FROM t", "function json_query() does not exist"],
];

describe("what is newer than the server", async () => {
  const predict = await openPredictor(16);

  it.each(cases)("%s", (sql, message) => {
    const one = {
      family: "newer words",
      name: sql,
      doc: undefined,
      line: 0,
      since: 14,
      setup: [],
      blockedBy: [],
    };
    const prediction = predict({ ...one, statements: statementsOf(sql) });
    expect(prediction.analysed ? prediction.effects.fails?.message : prediction.reason).toBe(message);
  });
});
