import { beforeAll, describe, expect, it } from "vitest";
import { formatById } from "../../server/src/formats/detect.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { formats } from "../../server/src/formats/index.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { change, pool, someProject, someStatements } from "../fuzz/documents.ts";
import { settings, Workbench } from "../fuzz/workbench.ts";
import { randomFrom } from "../support/random.ts";

/*
 * What is shown after a thousand edits must be what a fresh start would show. Each edit goes through `updateFile` with
 * the memory of all edits before it, and is compared with an analysis that remembers nothing.
 */

/** `LOCKKEEPER_SEEDS=200` looks longer. */
const seeds = Number(process.env["LOCKKEEPER_SEEDS"] ?? 1);

function formatOf(id: string): Format {
  const format = formatById(id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  return format;
}

describe("incremental analysis", () => {
  let grammar: Grammar;
  beforeAll(async () => {
    grammar = await loadGrammar();
  });

  it.each(
    formats.flatMap((format) =>
      Array.from({ length: seeds }, (_none, seed) => [format.id, seed + 1] as const),
    ),
  )("is the analysis of a fresh start, after every edit, in %s with seed %i", (id, seed) => {
    const random = randomFrom(seed);
    const format = formatOf(id);
    const bench = new Workbench(someProject(format, random), grammar, format);
    const names = [...bench.files.keys()];
    for (let step = 0; step < 40; step++) {
      const path = random.pick(names);
      const before = bench.files.get(path) ?? "";
      const after = random.below(8) === 0 ? someStatements(random) : change(before, random);
      bench.edit(path, after);
      if (random.below(10) === 0)
        bench.configure({ ...settings, rules: { "drops-table": random.pick(["off", "info", "error"]) } });
      expect(bench.remembered(), `step ${step}: ${path}\n${before}\n=>\n${after}`).toEqual(bench.fresh());
    }
  });

  it("is the same when a half-typed statement is undone again", () => {
    const text = `${pool[0]};\n${pool[10]};\n${pool[18]};\n`;
    const files = new Map([
      ["1_a.up.sql", text],
      ["2_b.up.sql", pool[4]],
    ]);
    const bench = new Workbench(files, grammar, formatOf("golang-migrate"));
    const start = bench.remembered();
    for (let length = 0; length <= text.length; length += 3) {
      bench.edit("1_a.up.sql", text.slice(0, length));
      expect(bench.remembered(), text.slice(0, length)).toEqual(bench.fresh());
    }
    bench.edit("1_a.up.sql", text);
    expect(bench.remembered()).toEqual(start);
  });

  it("says whose transaction is in the way: the file's own, or the tool's", () => {
    const built = "CREATE INDEX CONCURRENTLY orders_total ON orders (total);\n";
    const files = new Map([["1_a.sql", `-- Up Migration\nBEGIN;\n${built}`]]);
    const bench = new Workbench(files, grammar, formatOf("node-pg-migrate"));
    for (const text of [`-- Up Migration\n${built}`, `-- Up Migration\nBEGIN;\n${built}`]) {
      bench.edit("1_a.sql", text);
      expect(bench.remembered()).toEqual(bench.fresh());
    }
  });

  it("knows the direction that a marker gives now", () => {
    const sql = (mark: string): string => `-- +goose Up\nSELECT 1;\n-- +goose ${mark}\nDROP TABLE old;\n`;
    const bench = new Workbench(
      new Map([
        ["0_old.sql", "-- +goose Up\nCREATE TABLE old (id int);\n"],
        ["1_a.sql", sql("Down")],
      ]),
      grammar,
      formatOf("goose"),
    );
    for (const mark of ["Up", "Down", "up", "DOWN"]) {
      bench.edit("1_a.sql", sql(mark));
      expect(bench.remembered(), mark).toEqual(bench.fresh());
    }
  });

  it("misses a down as soon as the project has another, and no longer than it has", () => {
    const up = "-- migrate:up\nCREATE TABLE a (id int);\n";
    const bench = new Workbench(
      new Map([
        ["0_b.sql", "-- migrate:up\nCREATE TABLE b (id int);\n"],
        ["1_a.sql", up],
      ]),
      grammar,
      formatOf("dbmate"),
    );
    for (const end of ["-- migrate:down\nDROP TABLE a;\n", "", "-- migrate:down\n"]) {
      bench.edit("1_a.sql", up + end);
      expect(bench.remembered(), end).toEqual(bench.fresh());
    }
  });
});
