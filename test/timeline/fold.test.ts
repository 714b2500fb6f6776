import { beforeAll, describe, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import type { Statement } from "../../server/src/sql/statement.ts";
import type { Timeline, TimelineInput } from "../../server/src/timeline/entry.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { History, seeded } from "../bench/migrations.ts";
import { expectSame } from "./support/shown.ts";

const control = [
  "BEGIN;",
  "COMMIT;",
  "ROLLBACK;",
  "SAVEPOINT one;",
  "ROLLBACK TO one;",
  "SET LOCAL lock_timeout = '1s';",
  "SET lock_timeout = '2s';",
  "DROP TABLE table_1 CASCADE;",
  "ALTER TABLE table_2 RENAME TO table_1;",
  "ALTER TABLE table_3 ADD COLUMN email text;",
  "ALTER TABLE table_3 DROP COLUMN name;",
  "ALTER TABEL broken;",
  "CREATE INDEX CONCURRENTLY ON table_2 (id);",
  "LOCK TABLE table_3;",
];

describe("a timeline that follows an earlier one", () => {
  let grammar: Grammar;
  const cache = new StatementCache();

  beforeAll(async () => {
    grammar = await loadGrammar();
  });

  function statementsOf(texts: readonly string[]): readonly Statement[] {
    const text = texts.join("\n");
    const span = { start: 0, end: text.length };
    return readStatements(text, span, grammar, cache).statements.map(({ statement }) => statement);
  }

  const alone = ({ text }: Statement): boolean => /^create index concurrently/i.test(text);
  const manners: readonly Pick<TimelineInput, "mode" | "assumed" | "alone" | "splits">[] = [
    { mode: "single" },
    { mode: "implicit" },
    { mode: "implicit", assumed: true },
    { mode: "autocommit", splits: true },
    { mode: "pipeline", splits: true, alone },
  ];
  const short = manners.flatMap((manner) => [1, 2].map((seed) => ({ manner, seed, length: 12 })));
  // Long enough for an index of who looked at what (timeline/readers.ts).
  const long = manners.map((manner) => ({ manner, seed: 3, length: 96 }));
  const cases = [...short, ...long];

  it.each(cases)(
    "is the same as one made afresh, after any edits ($manner, seed $seed, $length statements)",
    ({ manner, seed, length }) => {
      const random = seeded(seed * 7919);
      const pick = (count: number): number => Math.floor(random() * count);
      const history = new History(seed);
      const first = Array.from({ length }, () => history.next());
      const second = Array.from({ length: 6 }, () => history.next());
      const fold = (start: Catalog, texts: readonly string[], previous?: Timeline): Timeline =>
        foldSection(
          start,
          { ...manner, statements: statementsOf(texts), major: 18, timeZone: "UTC" },
          previous,
        );
      let one = fold(Catalog.empty, first);
      let two = fold(one.end, second);
      for (let round = 0; round < (length > 64 ? 6 : 12); round++) {
        const texts = random() < 0.8 ? first : second;
        const at = pick(texts.length + 1);
        const removed = pick(3) === 0 ? pick(3) : 0;
        const added = Array.from({ length: pick(3) }, () =>
          random() < 0.5 ? (control[pick(control.length)] ?? "") : history.next(),
        );
        texts.splice(at, removed, ...added);
        one = fold(Catalog.empty, first, one);
        two = fold(one.end, second, two);
        const fresh = fold(Catalog.empty, first);
        expectSame(one, fresh);
        expectSame(two, fold(fresh.end, second));
      }
    },
  );
});
