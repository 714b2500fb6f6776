import { describe, expect, it } from "vitest";
import { fold, relation } from "./support.ts";

const locks = (sql: string): readonly string[] =>
  fold(sql).last.effects.locks.map(({ relation: { name }, mode }) => `${name} ${mode}`);

describe("DO blocks", () => {
  it("run what stands in them", () => {
    const sql = "CREATE TABLE a (id int); DO $$ BEGIN ALTER TABLE a ADD COLUMN b int; END $$";
    expect(locks(sql)).toEqual(["public.a ACCESS EXCLUSIVE"]);
  });

  it("run EXECUTE of a constant", () => {
    const { end } = fold("DO $$ BEGIN EXECUTE 'CREATE TABLE ' || 'made (id int)'; END $$");
    expect(relation(end, "made")?.kind).toBe("table");
  });

  it("leave out what an exception handler is there for", () => {
    const sql = `CREATE TYPE e AS ENUM ('a');
      DO $$ BEGIN CREATE TYPE e AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
    expect(fold(sql).last.effects.fails).toBeUndefined();
  });

  it("fail where an unguarded statement does", () => {
    const sql = "DO $$ BEGIN DROP TABLE nope; END $$";
    expect(fold(sql).last.effects.fails?.sqlstate).toBe("42P01");
  });

  it("say what is only known at run time, and keep the rest", () => {
    const sql = `CREATE TABLE a (id int, name text);
      DO $$ DECLARE n text; BEGIN SELECT name INTO n FROM a; ALTER TABLE a ADD COLUMN b int;
        EXECUTE 'DROP TABLE ' || n; END $$`;
    const { last } = fold(sql);
    expect(last.outcome.notAnalysed).toContain("`n`");
    expect(last.effects.locks.map(({ mode }) => mode)).toEqual(["ACCESS EXCLUSIVE"]);
  });

  it("refuse CONCURRENTLY in the words for functions", () => {
    const sql = "CREATE TABLE a (id int); DO $$ BEGIN CREATE INDEX CONCURRENTLY ON a (id); END $$";
    expect(fold(sql).last.effects.fails).toMatchObject({
      sqlstate: "25001",
      message: "CREATE INDEX CONCURRENTLY cannot be executed from a function",
    });
  });
});

describe("SQL functions", () => {
  it("count as what they are after inlining", () => {
    const sql = `CREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS 'SELECT lower($1)';
      CREATE TABLE t (a text); CREATE INDEX ON t (f(a))`;
    expect(fold(sql).last.effects.fails).toBeUndefined();
  });

  it("count as declared where they cannot be inlined", () => {
    const sql = `CREATE FUNCTION f(text) RETURNS text LANGUAGE plpgsql AS 'begin return lower($1); end';
      CREATE TABLE t (a text); CREATE INDEX ON t (f(a))`;
    expect(fold(sql).last.effects.fails?.sqlstate).toBe("42P17");
  });
});

describe("cascades", () => {
  it("name what goes without having been named", () => {
    const sql = "CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a; DROP TABLE a CASCADE";
    expect(fold(sql).last.effects.destroys).toMatchObject([
      { code: "view", name: "public.v", relation: { name: "public.v" }, implied: true, loses: "definition" },
      { code: "table", name: "public.a", relation: { name: "public.a" }, implied: false, loses: "data" },
    ]);
  });
});
