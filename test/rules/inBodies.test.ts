import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { StatementAnalysis } from "../../server/src/analysis/analysis.ts";
import { analyseFixture, annotate, statementsOf } from "./fixture.ts";

/*
 * What is told of a statement is told of it in a DO block too, at the same words: the statements of all rules' fixtures
 * are put into blocks, each into one of its own.
 */

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));

/** Rules that say nothing of a statement in a block, and why. */
const silent: ReadonlyMap<string, string> = new Map([
  ["cannot-run-again", "a body may look whether its work is done, which its statements do not tell"],
  ["setting-has-no-effect", "a body runs in a transaction, so SET LOCAL holds until it ends"],
]);

/** Those that speak of the session, or of what is sent as a whole: the block is what they point at. */
const ofWholes = [
  "leaves-session-setting",
  "depends-on-session",
  "hides-version-table",
  "fails-as-one-string",
  "down-leaves-changes",
];

/** What no body may hold, or what is another statement there. */
const stays =
  /^(?:begin|start|commit|end|rollback|savepoint|release|do|call|select|with|values|table|vacuum|copy|lock)\b|\bconcurrently\b|^(?:create|drop|alter)\s+(?:database|tablespace|subscription|system)\b/iu;

it("finds what bodies run where it stands", async () => {
  const file = fileURLToPath(new URL("inBodies.sql", import.meta.url));
  const text = readFileSync(file, "utf8");
  const found = annotate(await analyseFixture(text));
  if (process.env["RULES_WRITE"] === "1") writeFileSync(file, found);
  else expect(found).toBe(text);
});

it("finds statements with placeholders of a tool in a body, too", async () => {
  const update = "UPDATE {{ .Schema }}.users SET a = 3";
  const text = `-- migration\nDO $$\r\nBEGIN\r\n  -- each\r\n  ${update};\r\nEND $$;\n`;
  const { analysis } = await analyseFixture(text);
  const found = analysis.migrations
    .flatMap(statementsOf)
    .flatMap(({ findings, statement }) =>
      findings
        .filter(({ rule }) => rule === "update-without-where")
        .map(({ span, message }) => [statement.text.slice(span.start, span.end), message]),
    );
  expect(found).toEqual([
    [
      update,
      "Every row of the table is changed in one transaction. Change them in batches. Assumed: {{ .Schema }}.users exists.",
    ],
  ]);
});

it.for(readdirSync(folder).sort())(
  "%s: what is told of a statement is told of it in a block",
  async (name) => {
    const text = readFileSync(folder + name, "utf8");
    const plain = await analyseFixture(text);
    const before = plain.analysis.migrations.flatMap(statementsOf);
    let wrapped = plain.text;
    const chosen = before.map(mayStandInside);
    for (const [index, { span, statement }] of [...before.entries()].reverse())
      if (chosen[index] === true)
        wrapped = `${wrapped.slice(0, span.start)}DO $inside$ BEGIN ${statement.text}; END $inside$${wrapped.slice(span.end)}`;
    const after = (await analyseFixture(wrapped)).analysis.migrations.flatMap(statementsOf);
    const vanished = before.flatMap((statement, index) => {
      if (chosen[index] !== true) return [];
      const kept = after[index] === undefined ? [] : toldOf(after[index]);
      return toldOf(statement)
        .filter((one) => !kept.includes(one))
        .map((one) => `${one} | ${statement.statement.text} | ${kept.join("; ")}`);
    });
    expect(vanished).toEqual([]);
  },
);

function mayStandInside({ statement, entries }: StatementAnalysis): boolean {
  const fails = [...entries.values()].some(({ effects }) => effects.fails?.when === "always");
  return !fails && statement.node !== undefined && !stays.test(statement.text);
}

function toldOf({ findings, statement }: StatementAnalysis): readonly string[] {
  return findings
    .filter(({ rule }) => !silent.has(rule))
    .map(({ rule, span }) =>
      ofWholes.includes(rule) ? rule : `${rule} \`${statement.text.slice(span.start, span.end)}\``,
    );
}
