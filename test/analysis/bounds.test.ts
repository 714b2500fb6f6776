import { expect, it } from "vitest";
import { analyseScripts } from "../support/analyse.ts";

const tables = Array.from({ length: 30 }, (_none, index) => `CREATE TABLE t${String(index)} (id int);\n`);

it("says where it stops in a section of too many statements, and goes on with the next", async () => {
  const { migrations } = await analyseScripts(
    [{ sql: `${tables.join("")}ALTER TABL broken;` }, { sql: "SELECT 1" }],
    { mostStatements: 20, majors: [18] },
  );
  const [first, second] = migrations.map(({ sections }) => sections[0]);
  expect(first?.statements).toHaveLength(20);
  const at = tables.slice(0, 20).join("").length;
  expect(first?.problems.map(({ code, span, message }) => ({ code, start: span.start, message }))).toEqual([
    {
      code: "too-many-statements",
      start: at,
      message:
        "This file has 31 statements: those from here on are not analysed, since the limit is 20. Load data apart from the schema, with COPY or in files of their own.",
    },
  ]);
  expect(second?.statements).toHaveLength(1);
});

it("says nothing of a section that is just as long as it may be", async () => {
  const { migrations } = await analyseScripts([{ sql: tables.join("") }], {
    mostStatements: 30,
    majors: [18],
  });
  expect(migrations[0]?.sections[0]?.problems).toEqual([]);
});
