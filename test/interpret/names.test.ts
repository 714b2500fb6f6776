import { describe, expect, it } from "vitest";
import { constraintNames, fold, relation } from "./support.ts";

/* The expected names were read from PostgreSQL 18 (they are the same on 14 to 17, where the constraint exists). */
describe("names that the server gives", () => {
  const table = "CREATE TABLE t (a int, b text, email text);";

  it.each([
    ["CREATE INDEX ON t (a)", "t_a_idx"],
    ["CREATE INDEX ON t (a, b)", "t_a_b_idx"],
    ["CREATE INDEX ON t (lower(email))", "t_lower_idx"],
    ["CREATE INDEX ON t ((a + 1))", "t_expr_idx"],
    ["CREATE INDEX ON t ((a + 1), (a + 2))", "t_expr_expr1_idx"],
    ["CREATE INDEX ON t ((b::int))", "t_b_idx"],
    ["CREATE INDEX ON t (coalesce(b, email))", "t_coalesce_idx"],
    ["CREATE INDEX ON t (a) INCLUDE (b)", "t_a_b_idx"],
  ])("%s", (sql, name) => {
    expect(relation(fold(`${table}${sql}`).end, name)?.kind).toBe("index");
  });

  it("numbers a second index of the same columns", () => {
    const { end } = fold(`${table} CREATE INDEX ON t (a); CREATE INDEX ON t (a)`);
    expect(relation(end, "t_a_idx1")?.kind).toBe("index");
  });

  it("shortens to 63 bytes from the longer part", () => {
    const long = "a".repeat(60);
    const { end } = fold(`CREATE TABLE ${long} (bbbbbbbbbbbb int); CREATE INDEX ON ${long} (bbbbbbbbbbbb)`);
    expect(relation(end, `${"a".repeat(46)}_bbbbbbbbbbbb_idx`)?.kind).toBe("index");
  });

  it("keeps constraint names apart across tables of a schema", () => {
    const { end } = fold(`
      CREATE TABLE p (id int PRIMARY KEY);
      CREATE TABLE a_b (c int REFERENCES p);
      CREATE TABLE a (b_c int REFERENCES p)`);
    expect(constraintNames(end, "a")).toEqual(["a_b_c_fkey1"]);
  });

  it("names a check after its only column, and after none where there are two", () => {
    const { end } = fold("CREATE TABLE t (a int, b int, CHECK (a > 0), CHECK (a > b), CHECK (b > a))");
    expect(constraintNames(end, "t")).toEqual(["t_a_check", "t_check", "t_check1"]);
  });
});
