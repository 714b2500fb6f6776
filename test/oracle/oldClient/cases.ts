import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BreakageCode, ObjectBreakageCode } from "../../../server/src/interpret/effects.ts";
import { statementsOf } from "../cases.ts";

/**
 * A statement and an application that was written before it. In its file, which psql could run:
 *
 *     -- case: the words of the test's name
 *     -- postgres: 15               only from this major on
 *     -- setup: CREATE TABLE …;     committed before; repeated for more
 *     -- breaks CODE RELATION[.PART]: INSERT …;   the application runs it: it fails afterwards if, and only if,
 *                                                 that breakage is predicted, and here it must be
 *     -- goes on: SELECT …;         the application runs it, and nothing breaks it
 *     ALTER TABLE …;                the statement
 */
export interface OldClientCase {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly since: number;
  readonly setup: readonly string[];
  readonly breaks: readonly ExpectedBreakage[];
  readonly goesOn: readonly string[];
  readonly statement: string;
}

export interface ExpectedBreakage {
  readonly code: BreakageCode | ObjectBreakageCode;
  /** `public.users`, then perhaps `.email`; `function.price(integer)` for what is no relation. */
  readonly at: string;
  readonly sql: string;
  /** The plan that was made before still works: `breaks anew CODE …`. */
  readonly anew: boolean;
}

const folder = fileURLToPath(new URL("cases", import.meta.url));

export function readOldClientCases(): readonly OldClientCase[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => parseFile(basename(name, ".sql"), readFileSync(join(folder, name), "utf8")));
}

function parseFile(kind: string, text: string): readonly OldClientCase[] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, index) => (line.startsWith("-- case:") ? [index] : []));
  return starts.map((start, index) =>
    parseCase(kind, start + 1, lines.slice(start, starts[index + 1] ?? lines.length)),
  );
}

function parseCase(kind: string, line: number, lines: readonly string[]): OldClientCase {
  const found = { name: "", since: 0, setup: [] as string[], breaks: [] as ExpectedBreakage[] };
  const goesOn: string[] = [];
  const body: string[] = [];
  for (const text of lines) {
    const [, key, value = ""] = /^-- ([^:]+): *(.*)$/.exec(text) ?? [];
    const breakage = /^breaks (anew )?(\S+) (\S+)$/.exec(key ?? "");
    if (key === undefined) body.push(text);
    else if (key === "case") found.name = value;
    else if (key === "postgres") found.since = Number(value);
    else if (key === "setup") found.setup.push(...statementsOf(value));
    else if (key === "goes on") goesOn.push(value);
    else if (breakage !== null && isCode(breakage[2] ?? ""))
      found.breaks.push({
        code: codeOf(breakage[2]),
        at: breakage[3] ?? "",
        sql: value,
        anew: breakage[1] !== undefined,
      });
    else throw new Error(`${kind}.sql:${line}: what is "${text}"?`);
  }
  const [statement, ...more] = statementsOf(body.join("\n"));
  if (statement === undefined || more.length > 0) throw new Error(`${kind}.sql:${line}: not one statement.`);
  return { ...found, kind, line, goesOn, statement };
}

const codes: readonly (BreakageCode | ObjectBreakageCode)[] = [
  "old-code-reads-column",
  "old-code-reads-table",
  "old-code-inserts-without-column",
  "old-code-writes-null",
  "old-code-writes-old-values",
  "old-code-upserts-on-key",
  "old-code-loses-privilege",
  "old-code-loses-rows",
  "old-code-writes-replaced",
  "old-code-misses-rows",
  "old-code-writes-stopped",
  "old-code-uses-object",
  "old-code-calls-either",
  "column-type-changes",
  "cached-plans",
];

function isCode(text: string): boolean {
  return codes.some((code) => code === text);
}

function codeOf(text: string | undefined): BreakageCode | ObjectBreakageCode {
  const code = codes.find((one) => one === text);
  if (code === undefined) throw new Error(`There is no breakage ${text ?? ""}.`);
  return code;
}
