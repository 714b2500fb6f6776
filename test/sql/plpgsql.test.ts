import { describe, expect, it } from "vitest";
import { readPlPgSql } from "../../server/src/sql/plpgsql.ts";
import { corpusFiles, corpusIsThere } from "./corpus.ts";
import { grammar, read, readOne } from "./reading.ts";

describe("readPlPgSql", () => {
  it.each(["\n", "\r\n"])(
    "finds the SQL of a body and says what is known of it (line break %j)",
    (newline) => {
      const text = [
        "DO $é$",
        "DECLARE r record;",
        "BEGIN",
        "  IF NOT EXISTS (SELECT 1 FROM t) THEN ALTER TABLE t ADD c int; END IF;",
        "  EXECUTE 'ALTER TABLE x ADD \"😀\" int';",
        "  EXECUTE format('ALTER TABLE %I ADD %s', 'X', 'y int');",
        "  EXECUTE 'DROP TABLE ' || r.x;",
        "  PERFORM foo();",
        "  UPDATE t SET a = 1;",
        "  UPDATE t SET a = 1;",
        "END $é$",
      ].join(newline);
      const statement = readOne(text);
      const body = readPlPgSql(statement, grammar);
      expect(body?.kind).toBe("do");
      const found = body?.statements.map(({ source, sql, span, exact, conditional }) => ({
        source,
        sql,
        at: text.slice(span.start, span.end),
        exact,
        conditional,
      }));
      expect(found).toEqual([
        {
          source: "static",
          sql: "ALTER TABLE t ADD c int",
          at: "ALTER TABLE t ADD c int",
          exact: true,
          conditional: true,
        },
        {
          source: "constant",
          sql: 'ALTER TABLE x ADD "😀" int',
          at: 'ALTER TABLE x ADD "😀" int',
          exact: true,
          conditional: false,
        },
        {
          source: "constant",
          sql: 'ALTER TABLE "X" ADD y int',
          at: "format('ALTER TABLE %I ADD %s', 'X', 'y int')",
          exact: false,
          conditional: false,
        },
        { source: "dynamic", sql: undefined, at: "'DROP TABLE ' || r.x", exact: true, conditional: false },
        { source: "static", sql: "SELECT foo()", at: "foo()", exact: false, conditional: false },
        {
          source: "static",
          sql: "UPDATE t SET a = 1",
          at: "UPDATE t SET a = 1",
          exact: true,
          conditional: false,
        },
        {
          source: "static",
          sql: "UPDATE t SET a = 1",
          at: "UPDATE t SET a = 1",
          exact: true,
          conditional: false,
        },
      ]);
      expect(body?.statements[3]?.reason).toBe("its text is put together from `r.x`");
      const [fifth, sixth] = body?.statements.slice(5) ?? [];
      expect(fifth?.span).not.toEqual(sixth?.span);
    },
  );

  it("is for PL/pgSQL alone", () => {
    expect(
      readPlPgSql(readOne("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"), grammar),
    ).toBeUndefined();
    expect(readPlPgSql(readOne("SELECT 1"), grammar)).toBeUndefined();
    const quoted = readOne("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DELETE FROM t; END'");
    expect(readPlPgSql(quoted, grammar)?.statements.map(({ sql, exact }) => [sql, exact])).toEqual([
      ["DELETE FROM t", true],
    ]);
  });

  it("puts an error of the body on its word", () => {
    const statement = readOne("DO $$ BEGIN ALTER TABL x; END $$");
    const problem = readPlPgSql(statement, grammar)?.problem;
    expect(statement.text.slice(problem?.span.start, problem?.span.end)).toBe("TABL");
  });

  it("reads templates in a body", () => {
    const body = readPlPgSql(
      readOne('do $$ begin\nalter table {{ index .Options "Namespace" }}.users add a int;\nend $$'),
      grammar,
    );
    expect(body?.problem).toBeUndefined();
    expect(body?.statements[0]?.sql).toContain("___index__options__namespace____.users");
  });

  it.skipIf(!corpusIsThere)("reads every body of the real migrations", () => {
    let bodies = 0;
    let inexact = 0;
    let embedded = 0;
    for (const { path, text } of corpusFiles()) {
      for (const { statement } of read(text).statements) {
        const body = readPlPgSql(statement, grammar);
        if (body === undefined) continue;
        bodies++;
        expect(body.problem, path).toBeUndefined();
        embedded += body.statements.length;
        inexact += body.statements.filter(
          (one) => one.source === "static" && !one.exact && !one.sql?.startsWith("SELECT "),
        ).length;
      }
    }
    console.log(
      `plpgsql: ${bodies} bodies, ${embedded} statements in them, ${inexact} without an exact place`,
    );
    expect(bodies).toBeGreaterThan(20);
    expect(inexact / embedded).toBeLessThan(0.1);
  });
});
