import { describe, expect, it } from "vitest";
import { openPredictor } from "../oracle/predict.ts";
import { statementsOf } from "../oracle/cases.ts";

/*
 * When 55006 is predicted for an ALTER TABLE behind a change of rows: the oracle, whose tables hold rows, sees only what
 * was forgotten, since a failure that depends on rows may come or not.
 */

const setup = statementsOf(`
  CREATE TABLE a (id int PRIMARY KEY, k int);
  CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED, n int, m int);
  CREATE TABLE p (x int, y int, PRIMARY KEY (x, y));
  CREATE TABLE f (x int, y int, n int, FOREIGN KEY (x, y) REFERENCES p MATCH FULL DEFERRABLE INITIALLY DEFERRED);
  CREATE TABLE s (x int, y int, n int, FOREIGN KEY (x, y) REFERENCES p DEFERRABLE INITIALLY DEFERRED);
  CREATE TABLE u (id int, n int UNIQUE DEFERRABLE INITIALLY DEFERRED);
  CREATE TABLE c (id int, n int);
  CREATE CONSTRAINT TRIGGER later AFTER UPDATE OF n ON c DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION trg();
  CREATE TABLE r (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
  CREATE VIEW bv AS SELECT id AS i, a_id AS ai, n AS nn FROM b;
`);

const nothing: readonly [string, string][] = [
  ["b", "UPDATE b SET a_id = a_id + 0 WHERE n IS NULL"],
  ["b", "UPDATE b SET a_id = b.a_id"],
  ["b", "UPDATE b AS x SET a_id = x.a_id * 1"],
  ["b", "UPDATE b SET a_id = 0 + a_id, n = 2"],
  ["b", "UPDATE b SET a_id = NULL"],
  ["b", "UPDATE b SET a_id = NULL::int"],
  ["b", "UPDATE b SET n = 1"],
  ["b", "UPDATE bv SET ai = ai"],
  ["b", "UPDATE bv SET nn = 4"],
  ["b", "DELETE FROM b"],
  ["a", "UPDATE a SET id = id"],
  ["a", "UPDATE a SET k = 4"],
  ["a", "INSERT INTO a VALUES (1, 2)"],
  ["f", "UPDATE f SET x = NULL, y = NULL"],
  ["s", "UPDATE s SET x = NULL"],
  ["s", "UPDATE s SET x = x, y = y"],
  ["u", "UPDATE u SET n = n"],
  ["u", "UPDATE u SET id = 2"],
  ["c", "UPDATE c SET id = 2"],
  ["r", "DELETE FROM a"],
  ["b", "INSERT INTO b VALUES (1, 1, 1); SET CONSTRAINTS ALL IMMEDIATE"],
];

const withRows: readonly [string, string][] = [
  ["b", "UPDATE b SET a_id = a_id + 1"],
  ["b", "UPDATE b SET a_id = n"],
  ["b", "UPDATE b SET a_id = 0 - a_id"],
  ["b", "UPDATE bv SET ai = 3"],
  ["b", "UPDATE b SET n = 1; UPDATE b SET n = 2"],
  ["b", "UPDATE b SET n = 1; UPDATE b SET a_id = a_id"],
  ["b", "INSERT INTO b SELECT id, id FROM a"],
  ["a", "UPDATE a SET id = id + 1"],
  ["a", "DELETE FROM a WHERE id > 100"],
  ["f", "UPDATE f SET x = NULL"],
  ["s", "UPDATE s SET x = x, y = 3"],
  ["c", "UPDATE c SET n = n"],
];

describe("an ALTER TABLE behind a change of rows", async () => {
  const predict = await openPredictor(18);
  const predicted = (table: string, changes: string) => {
    const statements = [...statementsOf(changes), `ALTER TABLE ${table} ADD COLUMN z int`];
    const prediction = predict({
      family: "pending events",
      name: changes,
      doc: undefined,
      line: 0,
      since: 14,
      setup,
      blockedBy: [],
      statements,
    });
    return prediction.analysed ? prediction.effects.fails?.when : prediction.reason;
  };

  it.each(nothing)("of %s: %s; no failure is predicted", (table, changes) => {
    expect(predicted(table, changes)).toBeUndefined();
  });

  it.each(withRows)("of %s: %s; fails as soon as there are rows", (table, changes) => {
    expect(predicted(table, changes)).toBe("if-rows");
  });

  it("fails for certain behind an INSERT of a row", () => {
    expect(predicted("b", "INSERT INTO b VALUES (1, 1, 1)")).toBe("always");
  });

  it("fails where a unique value is met twice for a while", () => {
    expect(predicted("u", "UPDATE u SET n = n + 1")).toBe("if-violated");
  });
});
