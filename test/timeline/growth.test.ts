import { expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { growths } from "../bench/growthShapes.ts";

const grammar = await loadGrammar();

/** How often the last statement of a script looks into the catalog: the work that can be counted. */
function lastReads(sql: string): number {
  const { statements } = readStatements(sql, { start: 0, end: sql.length }, grammar, new StatementCache());
  const { entries } = foldSection(Catalog.empty, {
    mode: "single",
    statements: statements.map(({ statement }) => statement),
    major: 18,
    timeZone: "UTC",
  });
  const last = entries.at(-1)?.outcome;
  expect(last?.effects.fails?.when).not.toBe("always");
  expect(last?.notAnalysed).toBeUndefined();
  return last?.reads.length ?? 0;
}

it.each([
  "partitions of one table",
  "partitions attached",
  "inheritance children",
  "foreign keys to one table",
  "foreign keys on one table",
  "tables in one file",
  "tables made and dropped",
  "columns of one table",
  "columns dropped",
  "constraints on one table",
  "constraints added and dropped",
  "indexes on one table",
  "indexes dropped",
  "views of one table",
  "values of one enum",
  "triggers on one table",
  "policies on one table",
  "rules on one table",
  "grants and comments",
  "renames of one table",
  "functions",
  "sequences",
  "publications and subscriptions of one table",
  "statistics on one table",
])("looks no more often into the catalog when there are many: %s", (name) => {
  const shape = growths[name]?.shape;
  const few = lastReads(shape?.(20)["1.sql"] ?? "");
  const many = lastReads(shape?.(80)["1.sql"] ?? "");
  expect(few).toBeGreaterThan(0);
  expect(many).toBe(few);
});
