import { describe, expect, it } from "vitest";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { analyseScripts } from "../support/analyse.ts";
import { fold } from "./support.ts";

/*
 * PostgreSQL 19 as its documentation has it: no package brings a server yet. Once test/support/servers.ts starts one,
 * the oracle holds all cases against it.
 */

const t = "CREATE TABLE t (id int PRIMARY KEY, v text); CREATE INDEX t_v ON t (v);";
const locks = (sql: string, major: 18 | 19 = 19): readonly string[] =>
  fold(`${t} ${sql}`, major).last.effects.locks.map(({ relation, mode }) => `${mode} ${relation.name}`);

describe("REPACK", () => {
  it.each([
    "REPACK t",
    "repack public.t",
    'REPACK "t" USING INDEX t_v',
    "REPACK (VERBOSE) t USING INDEX",
    "REPACK (ANALYZE) t (id, v)",
  ])("%s rewrites the table under ACCESS EXCLUSIVE", (sql) => {
    const { last } = fold(`${t} CLUSTER t USING t_v; ${sql}`, 19);
    expect(last.effects.fails).toBeUndefined();
    expect(last.outcome.notAnalysed).toBeUndefined();
    expect(last.effects.work.map(({ kind }) => kind)).toEqual(["rewrite"]);
    expect(
      locks(sql.includes("USING INDEX") && !sql.includes("t_v") ? `CLUSTER t USING t_v; ${sql}` : sql),
    ).toContain("ACCESS EXCLUSIVE public.t");
  });

  it("takes every table without a name, and the clustered ones with USING INDEX", () => {
    expect(locks("CREATE TABLE u (id int); REPACK")).toEqual(
      expect.arrayContaining(["ACCESS EXCLUSIVE public.t", "ACCESS EXCLUSIVE public.u"]),
    );
    expect(locks("CREATE TABLE u (id int); CLUSTER t USING t_v; REPACK USING INDEX")).not.toContain(
      "ACCESS EXCLUSIVE public.u",
    );
  });

  it("CONCURRENTLY rewrites nothing while the table is locked", () => {
    const { last } = fold(`${t} REPACK (CONCURRENTLY) t`, 19);
    expect(last.effects.work).toEqual([]);
    expect(last.effects.locks.map(({ mode }) => mode)).toEqual(["ACCESS EXCLUSIVE"]);
    expect(last.effects.spared.join()).toMatch(/SHARE UPDATE EXCLUSIVE/u);
  });

  it.each([
    ["CREATE UNLOGGED TABLE u (id int PRIMARY KEY); REPACK (CONCURRENTLY) u", "0A000"],
    ["CREATE TABLE u (id int); REPACK (CONCURRENTLY) u", "0A000"],
    ["REPACK (CONCURRENTLY)", "0A000"],
    ["REPACK nope", "42P01"],
    ["REPACK t USING INDEX nope", "42704"],
    ["BEGIN; REPACK (CONCURRENTLY) t", "25001"],
    ["BEGIN; REPACK", "25001"],
  ])("%s fails with %s", (sql, sqlstate) => {
    expect(fold(`${t} ${sql}`, 19).last.effects.fails?.sqlstate).toBe(sqlstate);
  });

  it("of one table may stand in a transaction", () => {
    expect(fold(`${t} BEGIN; REPACK t`, 19).last.effects.fails).toBeUndefined();
  });

  it.each([14, 15, 16, 17, 18] as const)("is a syntax error on %i", (major) => {
    expect(fold(`${t} REPACK t`, major).last.effects.fails).toMatchObject({
      sqlstate: "42601",
      when: "always",
    });
  });
});

describe("what only 19 reads", () => {
  const grammar = loadGrammar();
  const read = async (sql: string) =>
    readStatements(sql, { start: 0, end: sql.length }, await grammar, new StatementCache()).statements[0]
      ?.statement;

  it.each([
    ["REPACK t", "REPACK"],
    ["SELECT v, count(*) FROM t GROUP BY ALL", "GROUP BY ALL"],
    ["INSERT INTO t VALUES (1) ON CONFLICT (id) DO SELECT RETURNING id", "ON CONFLICT DO SELECT"],
    [
      "INSERT INTO t VALUES (1) ON CONFLICT (id) WHERE id > 0 DO SELECT FOR UPDATE RETURNING id",
      "ON CONFLICT DO SELECT",
    ],
    ["SELECT lag(v) IGNORE NULLS OVER (ORDER BY id) FROM t", "IGNORE NULLS or RESPECT NULLS"],
    ["WAIT FOR LSN '0/1'", "WAIT FOR LSN"],
    ["CHECKPOINT (FLUSH_UNLOGGED)", "CHECKPOINT with options"],
    ["CREATE PUBLICATION p FOR ALL SEQUENCES", "FOR ALL SEQUENCES in a publication"],
    ["CREATE PUBLICATION p FOR ALL TABLES, ALL SEQUENCES", "FOR ALL SEQUENCES in a publication"],
    ["CREATE PUBLICATION p FOR ALL TABLES EXCEPT (TABLE t)", "ALL TABLES EXCEPT in a publication"],
    ["ALTER SUBSCRIPTION s REFRESH SEQUENCES", "REFRESH SEQUENCES of a subscription"],
    ["COPY t TO '/dev/null' (FORMAT json)", "COPY with FORMAT json"],
    ["CREATE SUBSCRIPTION s SERVER f PUBLICATION p", "CREATE SUBSCRIPTION … SERVER"],
  ])("%s is named: %s", async (sql, what) => {
    const statement = await read(sql);
    expect(statement?.later?.what).toBe(what);
    expect(statement?.problem?.message).toBe(
      `${what} is new in PostgreSQL 19; servers before it refuse it as a syntax error (SQLSTATE 42601).`,
    );
  });

  it.each([
    "CREATE PROPERTY GRAPH g VERTEX TABLES (t)",
    "UPDATE t FOR PORTION OF v FROM 1 TO 2 SET id = 1",
    "ALTER TABLE t MERGE PARTITIONS (a, b) INTO c",
    "SELEC 1",
    "SELECT 'REPACK' FORM t",
    "REPACKED t",
    "SELECT 1 FORM t GROUP BY ALL",
    'SELECT "GROUP BY ALL" FORM t',
  ])("%s is a plain syntax error", async (sql) => {
    const statement = await read(sql);
    expect(statement?.later).toBeUndefined();
    expect(statement?.problem?.code).toBe("syntax-error");
  });

  it("is an error on the majors before, and analysed on 19", async () => {
    const { migrations } = await analyseScripts([{ sql: t }, { sql: "REPACK t" }], { majors: [15, 18, 19] });
    const findings = migrations[1]?.sections[0]?.statements[0]?.findings.map(({ rule, majors }) => [
      rule,
      majors,
    ]);
    expect(findings).toContainEqual(["newer-syntax", [15, 18]]);
    expect(findings).toContainEqual(["rewrites-table", [19]]);
    const only = await analyseScripts([{ sql: t }, { sql: "REPACK t" }], { majors: [19] });
    expect(only.migrations[1]?.sections[0]?.statements[0]?.findings.map(({ rule }) => rule)).not.toContain(
      "newer-syntax",
    );
  });
});

describe("what 19 does otherwise than 18", () => {
  const fails = (sql: string, major: 18 | 19): string | undefined =>
    fold(`${t} ${sql}`, major).last.effects.fails?.sqlstate;
  const v =
    "CREATE TABLE c (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, CONSTRAINT k CHECK (b > 0) NOT ENFORCED, CONSTRAINT p CHECK (b < 9));";

  it.each([
    ["SET standard_conforming_strings = off", undefined, "0A000"],
    ["SET standard_conforming_strings = on", undefined, undefined],
    ["SELECT set_config('standard_conforming_strings', 'off', false)", undefined, "0A000"],
    ["SET escape_string_warning = off", undefined, "42704"],
    [`${v} ALTER TABLE c ALTER CONSTRAINT k ENFORCED`, "42809", undefined],
    [`${v} ALTER TABLE c ALTER COLUMN b SET EXPRESSION AS (a * 3)`, "0A000", undefined],
    [`${v} CREATE STATISTICS s ON a, b FROM c`, "0A000", undefined],
    ["CREATE TABLE p (id int) PARTITION BY LIST (id); COPY p TO '/dev/null'", "42809", undefined],
    ["COPY t TO '/dev/null' (FORMAT 'json')", "22023", undefined],
    ["CREATE SCHEMA s CREATE VIEW w AS SELECT * FROM u CREATE TABLE u (id int)", undefined, "42P01"],
    [
      "CREATE SCHEMA s CREATE TABLE a (b int REFERENCES u) CREATE TABLE u (id int PRIMARY KEY)",
      "42P01",
      undefined,
    ],
  ])("%s: %s on 18, %s on 19", (sql, on18, on19) => {
    expect([fails(sql, 18), fails(sql, 19)]).toEqual([on18, on19]);
  });

  it("an enforced CHECK and another expression under a CHECK read all rows", () => {
    for (const change of ["ALTER CONSTRAINT k ENFORCED", "ALTER COLUMN b SET EXPRESSION AS (a * 3)"])
      expect(fold(`${v} ALTER TABLE c ${change}`, 19).last.effects.work.map(({ kind }) => kind)).toEqual([
        "scan",
      ]);
  });

  it("a domain with constraints: the rewrite is predicted, and that it is not sure", () => {
    const { effects } = fold(
      "CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE u (id int); ALTER TABLE u ADD COLUMN a d",
      19,
    ).last;
    expect(effects.work.map(({ kind }) => kind)).toEqual(["rewrite"]);
    expect(effects.spared.join()).toMatch(/19 may not rewrite/u);
  });
});
