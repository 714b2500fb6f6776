import { beforeAll, describe, expect, it } from "vitest";
import { formatById } from "../../server/src/formats/detect.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { longHistory } from "../bench/migrations.ts";
import { Workbench } from "../fuzz/workbench.ts";
import { expectSame } from "../timeline/support/shown.ts";

/*
 * An edit at the start of a long history changes what a few later migrations find; the others are passed by
 * (analysis/passedBy.ts). Findings and every catalog must be what a fresh start would come to.
 */

/** What the end of an early file says in turn. */
const typed: readonly string[] = [
  "ALTER TABLE table_1 ADD COLUMN typed_here text;",
  "ALTER TABLE table_1 ADD COLUMN typed_here_too text;",
  "ALTER TABLE table_1 RENAME COLUMN name TO title;",
  "",
  "DROP TABLE table_2 CASCADE;",
  "CREATE TABLE unheard_of (id bigint PRIMARY KEY);",
  "CREATE TYPE state AS ENUM ('new', 'old');",
  "SET search_path TO elsewhere, public;",
  "SET LOCAL lock_timeout = '1s';",
  "CREATE FUNCTION length(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
  "ALTER TABLE table_3 ALTER COLUMN amount TYPE text;",
  "half typed",
  "",
];

describe("a long history in which an early file is edited", () => {
  let grammar: Grammar;
  beforeAll(async () => {
    grammar = await loadGrammar();
  });

  it.each(["golang-migrate", "dbmate"])("is as analysed afresh after every edit (%s)", (id) => {
    const files = filesOf(id);
    const [first = "", second = ""] = [...files.keys()].slice(2);
    const bench = new Workbench(files, grammar, formatOf(id));
    for (const path of [first, second])
      for (const text of typed) {
        bench.edit(path, withTyped(files.get(path) ?? "", text));
        expectAlike(bench);
      }
  });
});

/** At the end of what goes up. */
function withTyped(file: string, text: string): string {
  const [up = "", ...down] = file.split("-- migrate:down");
  return [`${up}\n${text}\n`, ...down].join("-- migrate:down");
}

function expectAlike(bench: Workbench): void {
  const [known, fresh] = [bench.analysis, bench.analysedAfresh()];
  expect(bench.remembered()).toEqual(bench.fresh());
  known.migrations.forEach(({ sections, before, after }, at) => {
    const other = fresh.migrations[at];
    sections.forEach(({ timelines, start }, index) => {
      for (const [major, timeline] of [...timelines].slice(-1)) {
        const wanted = other?.sections[index]?.timelines.get(major);
        if (wanted === undefined) throw new Error("A fresh start has fewer sections.");
        expectSame(timeline, wanted, 1000);
        expect(timeline.start).toBe(start.get(major));
      }
    });
    for (const [major, catalog] of before)
      expect(known.migrations[at - 1]?.after.get(major) ?? catalog).toBe(catalog);
    expect([...after.keys()]).toEqual([...before.keys()]);
  });
}

/** A history in which the first tables have hundreds of things hanging on them, and the later ones few. */
function filesOf(id: string): ReadonlyMap<string, string> {
  const history = Object.entries(longHistory(16, 3)).filter(([path]) => path.endsWith(".up.sql"));
  return new Map(
    history.map(([, text], index) => {
      const number = String(index + 1).padStart(14, "0");
      if (id === "golang-migrate") return [`${number}_change.up.sql`, text];
      return [`${number}_change.sql`, `-- migrate:up\n${text}\n-- migrate:down\nSELECT ${String(index)};\n`];
    }),
  );
}

function formatOf(id: string): Format {
  const format = formatById(id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  return format;
}
