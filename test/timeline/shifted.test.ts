import { beforeAll, describe, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import type { Timeline, TimelineInput } from "../../server/src/timeline/entry.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { History } from "../bench/migrations.ts";
import { expectSame } from "./support/shown.ts";

/*
 * What is typed in a long section makes the catalogs behind it others, and nearly none of the statements there looks at
 * what differs: these are passed by together (timeline/shifted.ts).
 */

/** What one place of the file says in turn, as somebody types, corrects and takes away. */
const typed: readonly string[] = [
  "alter t;",
  "alter tab;",
  "alter table;",
  "ALTER TABLE table_1 ADD COLUMN typed_here tex;",
  "ALTER TABLE table_1 ADD COLUMN typed_here text;",
  "ALTER TABLE table_1 ADD COLUMN typed_here_too text;",
  "ALTER TABLE table_4 RENAME COLUMN name TO title;",
  "DROP TABLE table_2 CASCADE;",
  "CREATE TABLE unheard_of (id bigint PRIMARY KEY);",
  "",
  "SET LOCAL lock_timeout = '1s';",
  "INSERT INTO table_3 (name) VALUES ('one');",
];

/** One place after the other: before, between and behind what earlier edits have left. */
const places = [50, 25, 51, 25];

describe("a long section in which somebody types", () => {
  let grammar: Grammar;
  const cache = new StatementCache();

  beforeAll(async () => {
    grammar = await loadGrammar();
  });

  it.each(["single", "implicit"] as const)("is as folded afresh after every edit (%s)", (mode) => {
    const history = new History(5);
    const texts = Array.from({ length: 110 }, () => history.next());
    const fold = (previous?: Timeline): Timeline =>
      foldSection(Catalog.empty, inputOf(texts, mode), previous);
    let timeline = fold();
    for (const place of places) {
      const rest = texts[place] ?? "";
      for (const text of [...typed, `broken ${String(place)};`]) {
        texts[place] = `${text}\n${rest}`;
        timeline = fold(timeline);
        expectSame(timeline, fold(), 10);
      }
    }
  });

  function inputOf(texts: readonly string[], mode: TimelineInput["mode"]): TimelineInput {
    const text = texts.join("\n");
    const { statements } = readStatements(text, { start: 0, end: text.length }, grammar, cache);
    return {
      mode,
      statements: statements.map(({ statement }) => statement),
      major: 18,
      timeZone: "UTC",
    };
  }
});
