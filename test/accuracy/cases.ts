import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { split } from "../../server/src/sql/split.ts";

/**
 * A migration that is tried on the system of `schema.sql`. In its file, which psql could run:
 *
 *     -- case: the words of its name
 *     -- mode: autocommit           how it is sent; in one transaction where this is absent
 *     -- setup: CREATE TABLE …;     an earlier migration; repeated for more
 *     -- client: SELECT …;          what the application sends besides `application.sql`; repeated for more
 *     ALTER TABLE …;
 */
export interface AccuracyCase {
  readonly id: string;
  readonly mode: "single" | "autocommit";
  readonly setup: readonly string[];
  readonly client: readonly string[];
  readonly sql: string;
  readonly statements: readonly string[];
}

export const schema = readFileSync(new URL("schema.sql", import.meta.url), "utf8");

export const application = textsOf(readFileSync(new URL("application.sql", import.meta.url), "utf8"));

const folder = fileURLToPath(new URL("cases/", import.meta.url));

export function readAccuracyCases(): readonly AccuracyCase[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => casesOf(basename(name, ".sql"), readFileSync(folder + name, "utf8")));
}

function casesOf(family: string, text: string): readonly AccuracyCase[] {
  const [, ...parts] = text.split(/^-- case: /mu);
  return parts.map((part) => caseOf(family, part));
}

function caseOf(family: string, text: string): AccuracyCase {
  const [name = "", ...lines] = text.split("\n");
  const found = { mode: [] as string[], setup: [] as string[], client: [] as string[] };
  const body: string[] = [];
  for (const line of lines) {
    const [, key, value = ""] = /^-- (\w+): (.*)$/u.exec(line) ?? [];
    if (key === undefined) body.push(line);
    else if (key === "mode" || key === "setup" || key === "client") found[key].push(value);
    else throw new Error(`${family}: ${name}: what is "${line}"?`);
  }
  const mode = found.mode[0] === "autocommit" ? "autocommit" : "single";
  const sql = limited(body.join("\n").trim(), mode);
  return {
    id: `${family}: ${name}`,
    mode,
    setup: found.setup.flatMap(textsOf),
    client: found.client,
    sql,
    statements: textsOf(sql),
  };
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
