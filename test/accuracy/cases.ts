import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { split } from "../../server/src/sql/split.ts";

/**
 * A migration that is tried on the system of its corpus. In its file, which psql could run:
 *
 *     -- case: the words of its name
 *     -- mode: autocommit           how it is sent; in one transaction where this is absent
 *     -- setup: CREATE TABLE …;     an earlier migration; repeated for more
 *     -- up: CREATE TABLE …;        the up section, which is there already: the case is its down section
 *     -- known: CREATE TABLE …;     all that the project's files say of the system; "none" where they say nothing
 *     -- client: SELECT …;          what the application sends besides `application.sql`; repeated for more
 *     ALTER TABLE …;
 */
export interface AccuracyCase {
  readonly id: string;
  readonly corpus: Corpus;
  readonly mode: "single" | "autocommit";
  readonly setup: readonly string[];
  /** What is rolled back; the setup has it, too. */
  readonly up: readonly string[];
  /** What the linters that read earlier migrations find of the system. */
  readonly known: string;
  readonly client: readonly string[];
  readonly sql: string;
  readonly statements: readonly string[];
}

const keys = ["mode", "setup", "up", "known", "client"] as const;

/** A system with what its application sends, and the migrations that are tried on it. */
export interface Corpus {
  readonly name: "first" | "second" | "third";
  readonly schema: string;
  readonly application: readonly string[];
  readonly cases: readonly AccuracyCase[];
}

/** The first is what the rules were made with; the others were written before anybody looked what the rules say of them. */
export const corpora: readonly Corpus[] = [
  corpusIn("first", "."),
  corpusIn("second", "second"),
  corpusIn("third", "third"),
];

export function readAccuracyCases(): readonly AccuracyCase[] {
  return corpora.flatMap(({ cases }) => cases);
}

function corpusIn(name: Corpus["name"], folder: string): Corpus {
  const root = fileURLToPath(new URL(`${folder}/`, import.meta.url));
  const read = (file: string): string => readFileSync(root + file, "utf8");
  const cases: AccuracyCase[] = [];
  const corpus = { name, schema: read("schema.sql"), application: textsOf(read("application.sql")), cases };
  for (const file of readdirSync(`${root}cases`).sort())
    cases.push(...casesOf(corpus, basename(file, ".sql"), read(`cases/${file}`)));
  return corpus;
}

function casesOf(corpus: Corpus, family: string, text: string): readonly AccuracyCase[] {
  const [, ...parts] = text.split(/^-- case: /mu);
  return parts.map((part) => caseOf(corpus, family, part));
}

function caseOf(corpus: Corpus, family: string, text: string): AccuracyCase {
  const [name = "", ...lines] = text.split("\n");
  const found = new Map<string, string[]>(keys.map((key) => [key, []]));
  const body: string[] = [];
  for (const line of lines) {
    const [, key, value = ""] = /^-- (\w+): (.*)$/u.exec(line) ?? [];
    if (key === undefined) body.push(line);
    else if (found.get(key)?.push(value) === undefined)
      throw new Error(`${family}: ${name}: what is "${line}"?`);
  }
  const valuesOf = (key: (typeof keys)[number]): readonly string[] => found.get(key) ?? [];
  const textsIn = (key: (typeof keys)[number]): readonly string[] => valuesOf(key).flatMap(textsOf);
  const mode = valuesOf("mode")[0] === "autocommit" ? "autocommit" : "single";
  const sql = limited(body.join("\n").trim(), mode);
  return {
    id: `${family}: ${name}`,
    corpus,
    mode,
    setup: [...textsIn("setup"), ...textsIn("up")],
    up: textsIn("up"),
    known: knownOf(corpus, valuesOf("known")),
    client: valuesOf("client"),
    sql,
    statements: textsOf(sql),
  };
}

function knownOf({ schema }: Corpus, said: readonly string[]): string {
  if (said.length === 0) return schema;
  return said.filter((text) => text !== "none").join("\n");
}

/**
 * How long it may wait for a lock is said in front, as every one of the tools asks for: what is compared is the rest.
 * A limit would end a concurrent build half-way.
 */
function limited(sql: string, mode: AccuracyCase["mode"]): string {
  if (/CONCURRENTLY/u.test(sql)) return sql;
  return `SET ${mode === "single" ? "LOCAL " : ""}lock_timeout = '5s';\n${sql}`;
}

function textsOf(sql: string): readonly string[] {
  return split(sql).pieces.map(({ span }) => sql.slice(span.start, span.end));
}
