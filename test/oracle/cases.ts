import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { split } from "../../server/src/sql/split.ts";

/**
 * One statement to run on real servers. In its file, which psql could run:
 *
 *     -- case: the words of the test's name
 *     -- doc: ADD COLUMN …       for a form that docs/locks.md shows, what its row is called
 *     -- postgres: 15            only from this major on, where an earlier one cannot even run the set-up
 *     -- setup: CREATE TABLE …;  committed before; repeated for more
 *     -- blocked-by: SELECT …;   run in the open transaction of another session, to hold up a statement that
 *                                refuses a transaction; repeated for more
 *     SET LOCAL timezone = 'UTC';
 *     ALTER TABLE …;             the last statement is observed, those before run in its transaction
 */
export interface OracleCase {
  readonly family: string;
  readonly name: string;
  /** What the row of `docs/locks.md` is called, for one of the forms shown there. */
  readonly doc: string | undefined;
  /** The file's line, from 1. */
  readonly line: number;
  readonly since: number;
  readonly setup: readonly string[];
  readonly blockedBy: readonly string[];
  readonly statements: readonly string[];
}

const folder = fileURLToPath(new URL("cases", import.meta.url));

/** The schema that every case starts from. */
export const schema = readFileSync(new URL("schema.sql", import.meta.url), "utf8");

export function readCases(): readonly OracleCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .flatMap((name) => parseCases(basename(name, ".sql"), readFileSync(join(folder, name), "utf8")));
}

/** Reads one file of cases; a comment it does not know is an error, so that a slip cannot hide a case. */
export function parseCases(family: string, text: string): readonly OracleCase[] {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (line.startsWith("-- case:") ? [index] : []));
  return starts.map((start, index) =>
    parseCase(family, start + 1, lines.slice(start, starts[index + 1] ?? lines.length)),
  );
}

/** The statements of SQL text, each as the text that is sent. */
export function statementsOf(sql: string): readonly string[] {
  return split(sql).pieces.map(({ span }) => sql.slice(span.start, span.end));
}

function parseCase(family: string, line: number, lines: readonly string[]): OracleCase {
  const values = { case: [], doc: [], postgres: [], setup: [], "blocked-by": [] } satisfies Record<
    string,
    string[]
  >;
  const entries = new Map<string, string[]>(Object.entries(values));
  const body: string[] = [];
  for (const text of lines) {
    const comment = /^-- ?([\w-]+): *(.*)$/.exec(text);
    if (comment === null) {
      body.push(text);
      continue;
    }
    const list = entries.get(comment[1] ?? "");
    if (list === undefined) throw new Error(`${family}.sql:${line}: what is "${text}"?`);
    list.push(comment[2] ?? "");
  }
  const statements = statementsOf(body.join("\n"));
  const name = entries.get("case")?.[0] ?? "";
  if (statements.length === 0 || name === "") throw new Error(`${family}.sql:${line}: an empty case.`);
  return {
    family,
    name,
    doc: entries.get("doc")?.[0],
    line,
    since: Number(entries.get("postgres")?.[0] ?? 0),
    setup: (entries.get("setup") ?? []).flatMap(statementsOf),
    blockedBy: entries.get("blocked-by") ?? [],
    statements,
  };
}
