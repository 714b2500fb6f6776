import { describe, expect, it } from "vitest";
import { factsOf } from "../../server/src/timeline/words/facts.ts";
import { plain } from "../../server/src/timeline/words/style.ts";
import { readCases, schema } from "../oracle/cases.ts";
import type { OracleCase } from "../oracle/cases.ts";
import { openProject } from "../support/analyse.ts";

/*
 * All words that users are shown of the oracle's cases: whatever a statement is, its messages are whole sentences, each
 * said once, without holes.
 */

const holes: readonly (readonly [string, RegExp])[] = [
  ["a placeholder", /\{\w+\}/],
  ["a value that is none", /\bundefined\b|\[object |\bNaN\b/],
  ["a hole in a list", /, ,|\bon ,|\band ,|takes ,| {2}/],
  ["a space before a mark", /\s[,;.](\s|$)/],
  [
    "an article that does not fit",
    /(?<![.\w])[Aa] (?:index|enum|expression|array|exclusion|identity|old|unknown|empty|error|object)\b/,
  ],
  [
    "an article that does not fit",
    /(?<![.\w])[Aa]n (?:table|column|constraint|view|row|scan|rewrite|lock|key|type|function|sequence)\b/,
  ],
  ["a plural of one", /\b1 (?:columns|rows|statements|tables|indexes|values|others|constraints)\b/],
  ["a plural verb of one", /\bWith it go (?:the \w+ )?[^\s,]+$/],
  ["a thing without a kind", /\bthe other public\b/],
  ["two marks", /(?<!\.)\.\.(?!\.)|,,|;\.|,\.|:\./],
];

const families = new Map<string, OracleCase[]>();
for (const one of readCases()) families.set(one.family, [...(families.get(one.family) ?? []), one]);

const analyseAfterSchema = await openProject([{ sql: schema, transaction: "autocommit" }], { majors: [18] });

describe("the words for", () => {
  it.each([...families])("%s are whole, and each is said once", async (_family, cases) => {
    const faults: string[] = [];
    for (const one of cases)
      for (const text of await textsOf(one))
        faults.push(...faultsOf(text).map((fault) => `${one.name}: ${fault}`));
    expect(faults).toEqual([]);
  });
});

/** Everything said of the observed statement, as one text each: a finding's message, or the facts of the hover. */
async function textsOf(one: OracleCase): Promise<readonly (readonly string[])[]> {
  const setup = { sql: one.setup.map(ended).join("\n"), transaction: "autocommit" } as const;
  const script = { sql: one.statements.map(ended).join("\n") };
  const { migrations } = await analyseAfterSchema([setup, script]);
  const statements = migrations.at(-1)?.sections.flatMap((section) => section.statements) ?? [];
  return statements.flatMap(({ findings, entries }) => [
    ...findings.map(({ message }) => sentences(message)),
    ...[...entries.values()].map((entry) =>
      factsOf(entry, new Map(), plain).map(({ topic, subject, mode = "", text }) =>
        `${topic}: ${subject} ${mode} ${text}`.replace(/ +/g, " "),
      ),
    ),
  ]);
}

function faultsOf(parts: readonly string[]): readonly string[] {
  const twice = parts.filter((part, index) => parts.indexOf(part) !== index);
  return [
    ...twice.map((part) => `said twice: ${part}`),
    ...parts.flatMap((part) => {
      // What the user or the server wrote is quoted as it is.
      const words = part.replace(/"[^"]*"|`[^`]*`/g, '"…"');
      return holes.filter(([, hole]) => hole.test(words)).map(([what]) => `${what}: ${part}`);
    }),
  ];
}

function sentences(message: string): readonly string[] {
  return message.split(/(?<=[.!?]) (?=[A-Z])/);
}

function ended(sql: string): string {
  return sql.trimEnd().endsWith(";") ? sql : `${sql};`;
}
