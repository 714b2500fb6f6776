import { beforeAll, describe, expect, it } from "vitest";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { Workbench } from "../fuzz/workbench.ts";

/*
 * What rules say of a statement may hang on a setting that the statement itself does not look at. Once that is typed above
 * it, it is judged anew, as from a fresh start.
 */

const tables = `CREATE TABLE t (id int PRIMARY KEY, note text, at timestamp); CREATE INDEX i ON t (note); CREATE SEQUENCE s;
CREATE TABLE p (at int) PARTITION BY RANGE (at);`;

let grammar: Grammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

describe.each(["", "-- +goose NO TRANSACTION\n"])("goose, %j", (mode) => {
  it.each([
    ["lock_timeout", "CREATE INDEX CONCURRENTLY c ON t (note);"],
    ["statement_timeout", "CREATE INDEX CONCURRENTLY c ON t (note);"],
    ["lock_timeout", "DROP INDEX i;"],
    ["lock_timeout", "ALTER SEQUENCE s RESTART;"],
    ["lock_timeout", "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);"],
    ["timezone", "ALTER TABLE t ALTER at TYPE timestamptz;"],
  ])("%s above %s", (name, statement) => {
    const format = formatById("goose");
    if (format === undefined) throw new Error("There is no format goose.");
    const written = (set: string): string =>
      `${mode}-- +goose Up\nSELECT 1;\n${set}${statement}\nSELECT 2;\n-- +goose Down\nSELECT 1;\n`;
    const files = new Map([
      ["1_start.sql", `-- +goose Up\n${tables}\n-- +goose Down\nSELECT 1;\n`],
      ["2_change.sql", written("")],
    ]);
    const bench = new Workbench(files, grammar, format);
    const value = name === "timezone" ? "'UTC'" : "'5s'";
    for (const set of [`SET ${name} = ${value};\n`, "", `SET LOCAL ${name} = ${value};\n`, ""]) {
      bench.edit("2_change.sql", written(set));
      expect(bench.remembered()).toEqual(bench.fresh());
    }
  });
});
