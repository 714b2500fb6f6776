import { describe, expect, it } from "vitest";
import { foldOpen } from "./support.ts";

/** Whom the last statement breaks by what is no relation. */
function brokenBy(sql: string): readonly string[] {
  return (foldOpen(sql).effects.breaksObjects ?? []).map(({ code, object, part, to }) =>
    [code, object, part, to].filter((word) => word !== undefined).join(" | "),
  );
}

describe("whom a change of what is no relation breaks, though no migration makes it", () => {
  it.each([
    ["ALTER SCHEMA app RENAME TO web;", "old-code-uses-object | schema app | web"],
    ["ALTER FUNCTION f(int) RENAME TO g;", "old-code-uses-object | function f(integer) | public.g"],
    ["ALTER PROCEDURE p() SET SCHEMA app;", "old-code-uses-object | procedure p() | app.p"],
    ["ALTER ROUTINE f(int) RENAME TO g;", "old-code-uses-object | function f(integer) | public.g"],
    ["DROP FUNCTION IF EXISTS f(int);", "old-code-uses-object | function f(integer)"],
    ["DROP AGGREGATE a(int);", "old-code-uses-object | aggregate a(integer)"],
    ["ALTER TYPE t RENAME TO u;", "old-code-uses-object | type public.t | public.u"],
    ["ALTER DOMAIN d RENAME TO e;", "old-code-uses-object | type public.d | public.e"],
    ["ALTER DOMAIN d SET SCHEMA app;", "old-code-uses-object | type public.d | app.d"],
    ["DROP DOMAIN d;", "old-code-uses-object | type public.d"],
    ["ALTER TYPE t RENAME VALUE 'a' TO 'b';", "old-code-uses-object | type public.t | a | b"],
    ["DROP EXTENSION hstore;", "old-code-uses-object | extension hstore"],
    ["DROP CAST (text AS t);", "old-code-uses-object | cast (text AS t)"],
    ["DROP OPERATOR === (int, int);", "old-code-uses-object | operator ==="],
    ["ALTER COLLATION c RENAME TO d;", "old-code-uses-object | collation c | d"],
    ["REVOKE USAGE ON SCHEMA app FROM web;", "old-code-loses-privilege | schema app"],
    ["REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;", "old-code-loses-privilege | function f(integer)"],
    [
      "REVOKE ALL ON ALL ROUTINES IN SCHEMA app FROM PUBLIC;",
      "old-code-loses-privilege | functions of the schema app",
    ],
    ["REVOKE reader FROM web;", "old-code-loses-privilege | role reader for web"],
    ["REVOKE CONNECT ON DATABASE shop FROM PUBLIC;", "old-code-loses-privilege | database shop"],
    ["ALTER ROLE web NOLOGIN;", "sessions-refused | role web"],
    ["ALTER USER web RENAME TO site;", "sessions-refused | role web"],
    ["DROP ROLE IF EXISTS web;", "sessions-refused | role web"],
    ["ALTER ROLE web SET search_path = app;", "sessions-differ | role web"],
    ["ALTER DATABASE shop SET search_path = app;", "sessions-differ | database shop"],
    ["ALTER DATABASE shop RENAME TO store;", "sessions-refused | database shop"],
    ["ALTER DATABASE shop ALLOW_CONNECTIONS false;", "sessions-refused | database shop"],
    ["DROP PUBLICATION feed;", "replication-stops | publication feed"],
    ["ALTER PUBLICATION feed DROP TABLE a;", "replication-stops | publication feed"],
    ["ALTER PUBLICATION feed SET TABLE a;", "replication-stops | publication feed"],
  ])("%s", (sql, broken) => {
    expect(brokenBy(sql)).toEqual([broken]);
  });

  it.each([
    "REVOKE CREATE ON SCHEMA app FROM web;",
    "REVOKE GRANT OPTION FOR USAGE ON SCHEMA app FROM web;",
    "REVOKE USAGE ON TYPE t FROM PUBLIC;",
    "GRANT EXECUTE ON FUNCTION f(int) TO web;",
    "ALTER TYPE t ADD VALUE 'c';",
    "ALTER ROLE web CONNECTION LIMIT -1;",
    "ALTER ROLE web LOGIN;",
    "CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2';",
    "ALTER PUBLICATION feed ADD TABLE a;",
    "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; DROP FUNCTION t();",
  ])("nobody by %s", (sql) => {
    expect(brokenBy(sql)).toEqual([]);
  });
});

describe("what reaches every table reaches those that no migration makes", () => {
  it.each([
    ["REINDEX SCHEMA app;", "each index of each table of the schema app ACCESS EXCLUSIVE"],
    [
      "REINDEX DATABASE CONCURRENTLY shop;",
      "each table of the database that no migration makes SHARE UPDATE EXCLUSIVE",
    ],
    ["VACUUM FULL;", "each table of the database that no migration makes ACCESS EXCLUSIVE"],
    ["CLUSTER;", "each table that was clustered before ACCESS EXCLUSIVE"],
    [
      "ALTER TABLE ALL IN TABLESPACE fast SET TABLESPACE slow;",
      "each table in the tablespace fast ACCESS EXCLUSIVE",
    ],
  ])("%s", (sql, lock) => {
    const { effects } = foldOpen(sql);
    expect(effects.locks.map(({ relation, mode }) => `${relation.name} ${mode}`)).toContain(lock);
    expect(effects.work).not.toEqual([]);
  });

  it("REVOKE … ON ALL TABLES IN SCHEMA", () => {
    const { breaks } = foldOpen("REVOKE ALL ON ALL TABLES IN SCHEMA app FROM web;").effects;
    expect(breaks).toMatchObject([{ code: "old-code-loses-privilege" }]);
  });
});
