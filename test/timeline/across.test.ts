import { describe, expect, it } from "vitest";
import { Catalog, everyCollection } from "../../server/src/catalog/catalog.ts";
import { isIn } from "../../server/src/catalog/serverVersion.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import type { Statement } from "../../server/src/sql/statement.ts";
import { Across } from "../../server/src/timeline/across.ts";
import type { Timeline, TimelineInput } from "../../server/src/timeline/entry.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { History, seeded } from "../bench/migrations.ts";
import { readCases, schema } from "../oracle/cases.ts";

/*
 * What one major did is taken over on the next where no question told them apart. Whatever is folded so must be what
 * each major comes to alone: all cases of the oracle, and histories that are edited.
 */

const grammar = await loadGrammar();
const cache = new StatementCache();
const majors: readonly Major[] = [14, 15, 16, 17, 18, 19];

type Manner = Omit<TimelineInput, "statements" | "major" | "timeZone">;
type Catalogs = ReadonlyMap<Major, Catalog>;
type Timelines = ReadonlyMap<Major, Timeline>;

function read(text: string): readonly Statement[] {
  return readStatements(text, { start: 0, end: text.length }, grammar, cache).statements.map(
    ({ statement }) => statement,
  );
}

function together(
  start: Catalogs,
  texts: readonly string[],
  manner: Manner,
  previous?: Timelines,
): Timelines {
  const across = new Across();
  const statements = texts.flatMap(read);
  return new Map(
    [...start].map(([major, catalog]) => [
      major,
      foldSection(catalog, { ...manner, statements, major, timeZone: "UTC" }, previous?.get(major), across),
    ]),
  );
}

function alone(start: Catalogs, texts: readonly string[], manner: Manner): Timelines {
  return new Map(
    [...start].flatMap(([major, catalog]) => [...together(new Map([[major, catalog]]), texts, manner)]),
  );
}

function endOf(timelines: Timelines): Catalogs {
  return new Map([...timelines].map(([major, { end }]) => [major, end]));
}

const empty: Catalogs = new Map(majors.map((major) => [major, Catalog.empty]));

/** What must not depend on who came first. */
function did({ entries }: Timeline): unknown {
  return entries.map(({ statement, outcome, effects, held, ifTogether }) => ({
    statement: statement.text,
    changes: [...outcome.changes].sort((one, other) =>
      `${one.collection} ${one.key}` < `${other.collection} ${other.key}` ? -1 : 1,
    ),
    ...{ effects, held, ifTogether, notAnalysed: outcome.notAnalysed },
  }));
}

function contents(catalog: Catalog): unknown {
  return everyCollection.map((collection) => Object.fromEntries(catalog.all(collection)));
}

describe("majors that are folded together", () => {
  const cases = readCases();
  const families = [...new Set(cases.map(({ family }) => family))];
  const whole: Manner = { mode: "autocommit", assumesMissing: false };
  const shared = endOf(together(empty, [schema], whole));
  const apart = endOf(alone(empty, [schema], whole));

  it.each(families)("come to what each comes to alone: %s", (family) => {
    for (const { setup, statements, name } of cases.filter((one) => one.family === family)) {
      const manner: Manner = { mode: "single", assumesMissing: false };
      const now = together(endOf(together(shared, setup, whole)), statements, manner);
      const then = alone(endOf(alone(apart, setup, whole)), statements, manner);
      for (const [major, timeline] of then)
        expect(did(now.get(major) ?? timeline), `${name}, on ${String(major)}`).toEqual(did(timeline));
    }
  });

  const manners: readonly Manner[] = [
    { mode: "single" },
    { mode: "implicit", assumed: true },
    { mode: "pipeline", splits: true, alone: ({ text }) => /concurrently/iu.test(text) },
  ];

  it.each(manners)("come to it after any edits ($mode)", (manner) => {
    const random = seeded(7);
    const pick = (count: number): number => Math.floor(random() * count);
    const history = new History(3);
    const texts = [...Array.from({ length: 8 }, () => history.next()), ...asking];
    let timelines = together(empty, texts, manner);
    for (let round = 0; round < 10; round++) {
      const added = random() < 0.5 ? (asking[pick(asking.length)] ?? "") : history.next();
      texts.splice(pick(texts.length), pick(2), added);
      timelines = together(empty, texts, manner, timelines);
      for (const [major, timeline] of alone(empty, texts, manner)) {
        const found = timelines.get(major);
        expect(found === undefined ? found : did(found)).toEqual(did(timeline));
        expect(contents(found?.end ?? Catalog.empty)).toEqual(contents(timeline.end));
      }
    }
  });

  it("are one timeline where no statement asks", () => {
    const history = new History(5);
    const texts = Array.from({ length: 40 }, () => history.next());
    const [first, ...others] = together(empty, texts, { mode: "single" }).values();
    for (const other of others) expect(other).toBe(first);
  });

  it("go on as one after a statement that asks and does the same on all", () => {
    const texts = [
      "CREATE TABLE t (id int NOT NULL, name text);",
      "ALTER TABLE t DROP COLUMN id;",
      "ALTER TABLE t ADD COLUMN email text NOT NULL;",
    ];
    const timelines = together(empty, texts, { mode: "autocommit" });
    const ends = new Set([...timelines.values()].map(({ end }) => end));
    expect(ends.size).toBe(1);
    // What is lost with the column is not the same: 18 has a constraint for its NOT NULL.
    const lost = (major: Major) => timelines.get(major)?.entries[1]?.effects.destroys.length;
    expect([lost(17), lost(18)]).toEqual([1, 2]);
  });

  it("are told apart by the questions of a statement", () => {
    const alike = (sql: string, major: Major) => {
      const { entries } = foldSection(Catalog.empty, {
        ...{ mode: "autocommit", statements: read(sql), major, timeZone: "UTC" },
      });
      return majors.filter((one) => isIn(entries.at(-1)?.outcome.alike ?? 0, one));
    };
    expect(alike("CREATE TABLE t (id int PRIMARY KEY);", 16)).toEqual(majors);
    expect(alike("MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE;", 14)).toEqual([14]);
    expect(alike("SELECT current_setting('server_version_num')::int >= 160000;", 16)).not.toContain(15);
    expect(
      alike("CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a) VIRTUAL);", 17),
    ).not.toContain(18);
    expect(
      alike("CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a) VIRTUAL);", 18),
    ).not.toContain(17);
  });
});

/** Statements that do something else, or ask, on some majors. */
const asking = [
  "CREATE EXTENSION IF NOT EXISTS pgcrypto;",
  "ALTER TABLE table_1 DROP COLUMN name CASCADE;",
  "ALTER TABLE table_1 RENAME CONSTRAINT table_1_name_not_null TO named;",
  "ALTER TABLE table_2 DROP CONSTRAINT table_2_name_not_null;",
  "ALTER TABLE table_2 ADD CONSTRAINT table_2_name_not_null CHECK (name <> '');",
  "CREATE TABLE parts (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);",
  "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
  "ALTER TABLE ONLY parts ALTER COLUMN id DROP NOT NULL;",
  "ALTER TABLE parts ALTER COLUMN id SET NOT NULL;",
  "CREATE TABLE heir (extra int NOT NULL) INHERITS (table_3);",
  "ALTER TABLE table_3 ALTER COLUMN amount SET NOT NULL;",
  "ALTER TABLE heir NO INHERIT table_3;",
  "CREATE VIEW seen WITH (security_invoker = true) AS SELECT 1 AS one;",
  "LOCK TABLE table_3;",
  "CREATE INDEX CONCURRENTLY ON table_2 (id);",
  "BEGIN;",
  "ROLLBACK;",
  "SET LOCAL lock_timeout = '1s';",
];
