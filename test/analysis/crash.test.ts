import { describe, expect, it } from "vitest";
import { analyseEach, analyseProject } from "../../server/src/analysis/analyse.ts";
import { crashProof, crashProofEach } from "../../server/src/analysis/crashProof.ts";
import { analyseScripts, inputOf } from "../support/analyse.ts";

/*
 * What is nested too deeply, or breaks the interpreter, is the problem of its own statement: located, and the others
 * are analysed.
 */

const nest = (open: string, inside: string, close: string, depth: number): string =>
  `${open.repeat(depth)}${inside}${close.repeat(depth)}`;
const doBlock = (body: string): string => `DO $$ BEGIN\n${body}\nEND $$;`;

const deep: readonly (readonly [name: string, sql: string])[] = [
  ["IF", doBlock(nest("IF true THEN\n", "NULL;\n", "END IF;\n", 2000))],
  ["blocks", doBlock(nest("BEGIN\n", "NULL;\n", "END;\n", 2000))],
  ["LOOP", doBlock(nest("LOOP\n", "EXIT;\n", "END LOOP;\n", 2000))],
  ["CASE in a body", doBlock(nest("CASE WHEN true THEN\n", "NULL;\n", "END CASE;\n", 2000))],
  [
    "a function's IFs",
    `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n${nest("IF true THEN\n", "NULL;\n", "END IF;\n", 2000)}END $$;`,
  ],
  ["parentheses", `SELECT ${nest("(", "1", ")", 10_000)};`],
  ["CASE", `SELECT ${nest("CASE WHEN true THEN ", "1", " END", 2000)};`],
  ["UNION", `SELECT 1 ${"UNION SELECT 1 ".repeat(6000)};`],
  ["subselects", `SELECT ${nest("(SELECT ", "1", ")", 2000)};`],
  ["FROM", `SELECT * FROM ${nest("(SELECT * FROM ", "users", ") a", 2000)};`],
  ["calls", `UPDATE users SET id = ${nest("abs(", "1", ")", 2000)};`],
  ["NOT", `ALTER TABLE users ADD CHECK (${nest("NOT (", "true", ")", 4000)});`],
  ["a chain", `ALTER TABLE users ADD c int DEFAULT ${"1+".repeat(10_000)}1;`],
  ["an expression in a body", `DO $$ DECLARE x int; BEGIN x := ${nest("(1+", "1", ")", 4000)}; END $$;`],
];

describe("nested too deeply", () => {
  it.each(deep)("%s", async (_name, sql) => {
    const before = "CREATE TABLE users (id int);\n";
    const analysis = await analyseScripts([{ sql: `${before}${sql}\nDROP TABLE users;\n` }], {
      majors: [18],
    });
    const [section] = analysis.migrations.flatMap(({ sections }) => sections);
    expect(section?.statements).toHaveLength(3);
    const [, statement, drop] = section?.statements ?? [];
    expect(drop?.notAnalysed).toBeUndefined();
    const said = [
      ...(section?.problems ?? []),
      ...(statement?.findings ?? []).map(({ rule }) => ({ code: rule })),
    ];
    const followed = statement?.notAnalysed === undefined && statement?.statement.problem === undefined;
    if (!followed) expect(said.map(({ code }) => code)).toContain("statement-too-complex");
    for (const { span } of section?.problems ?? []) expect(span.start).toBe(before.length);
  });
});

describe("a defect of ours", () => {
  it("costs only the file that it was met in", async () => {
    const input = await inputOf([{ sql: "SELECT 1;" }, { sql: "SELECT 2;" }, { sql: "DROP TABLE a;" }]);
    const logged: string[] = [];
    const analysis = crashProof(
      input,
      (message) => logged.push(message),
      (given) =>
        analyseProject({
          ...given,
          read: (path, text, span) => {
            const part = given.read(path, text, span);
            if (path === "2.up.sql" && part.statements.length > 0) throw new TypeError("broken");
            return part;
          },
        }),
    );
    const problems = analysis.migrations.map(({ sections }) => sections.flatMap((each) => each.problems));
    expect(problems.map((each) => each.map(({ code }) => code))).toEqual([[], ["internal-error"], []]);
    expect(problems[1]?.[0]?.message).toContain("broken");
    expect(logged).toHaveLength(1);
  });

  it("gives each migration once, where they are analysed one after the other", async () => {
    const input = await inputOf([
      { sql: "CREATE TABLE a (id int);" },
      { sql: "SELECT 2;" },
      { sql: "DROP TABLE a;" },
    ]);
    const given = [
      ...crashProofEach(
        input,
        () => undefined,
        (guarded) =>
          analyseEach({
            ...guarded,
            read: (path, text, span) => {
              const part = guarded.read(path, text, span);
              if (path === "2.up.sql" && part.statements.length > 0) throw new TypeError("broken");
              return part;
            },
          }),
      ),
    ];
    expect(given.map(({ migration }) => migration.version)).toEqual(["1", "2", "3"]);
    const problems = given.map(({ sections }) => sections.flatMap((each) => each.problems));
    expect(problems.map((each) => each.map(({ code }) => code))).toEqual([[], ["internal-error"], []]);
  });
});
