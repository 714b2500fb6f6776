/*
 * Breaks rules on purpose, one comparison or condition at a time, and tells which of it no test notices: neither the
 * rule's examples, nor its fixture, nor its hazards. Usage: npx tsx test/rules/mutate.mts RULE…
 * A broken copy of the file is read beside it and takes the rule's place; nothing that is committed is changed.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rules } from "../../server/src/rules/index.ts";
import type { Example, Rule } from "../../server/src/rules/rule.ts";
import { analyseScripts } from "../support/analyse.ts";
import { analyseFixture, annotate } from "./fixture.ts";
import { findingsOf, readHazards } from "./hazards.ts";

const folder = fileURLToPath(new URL("../../server/src/rules/", import.meta.url));
const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));
const hazards = readHazards();

/** What is put in the place of what. */
const breaks: readonly (readonly [RegExp, string])[] = [
  [/===/g, "!=="],
  [/!==/g, "==="],
  [/&&/g, "||"],
  [/\|\|/g, "&&"],
  [/ > 0\b/g, " > 1"],
  [/\.some\(/g, ".every("],
  [/\.every\(/g, ".some("],
  [/(?<=[(\s])!(?=[a-z(])/g, ""],
  [/(?<!import .*)"(?:warning|error|info)"(?=,\n {2}summary)/g, '"off"'],
];

interface Mutant {
  readonly text: string;
  readonly line: number;
  readonly what: string;
}

/** Only code is broken: neither words nor examples. */
function mutantsOf(text: string): readonly Mutant[] {
  const words = [...text.matchAll(/`[^`]*`|"(?:[^"\\\n]|\\.)*"/g)].map(({ index, 0: all }) => [
    index,
    index + all.length,
  ]);
  const from = text.indexOf("defineRule({");
  return breaks.flatMap(([form, instead]) =>
    [...text.matchAll(form)].flatMap((match) => {
      const { index } = match;
      if (index < from || words.some(([start = 0, end = 0]) => start <= index && index < end)) return [];
      const broken = text.slice(0, index) + instead + text.slice(index + match[0].length);
      const line = text.slice(0, index).split("\n").length;
      return [{ text: broken, line, what: `${match[0]} → ${instead || "nothing"}` }];
    }),
  );
}

async function found(rule: Rule, { before, transaction = "single", assumed = false }: Example, sql: string) {
  const earlier = before === undefined ? [] : [{ sql: before, down: "" }];
  const { migrations } = await analyseScripts([...earlier, { sql, down: "", transaction, assumed }]);
  const statements = migrations.at(-1)?.sections.flatMap((section) => section.statements) ?? [];
  return statements.flatMap(({ findings }) => findings).filter((each) => each.rule === rule.id).length;
}

/** Whether a test would fail with the rule as it is. */
async function isNoticed(rule: Rule, examples: readonly Example[]): Promise<boolean> {
  for (const example of examples) {
    if ((await found(rule, example, example.bad)) !== 1) return true;
    if (example.good !== undefined && (await found(rule, example, example.good)) !== 0) return true;
  }
  const fixture = `${fixtures}${rule.id}.sql`;
  if (existsSync(fixture)) {
    const expected = readFileSync(fixture, "utf8");
    if (annotate(await analyseFixture(expected)) !== expected) return true;
  }
  for (const one of hazards.filter((each) => each.rules.includes(rule.id))) {
    const named = (await findingsOf(one)).filter((each) => one.rules.includes(each.rule));
    const said = named.filter(({ message }) => one.words.every((word) => message.includes(word)));
    if (one.bad ? said.length === 0 : named.length > 0) return true;
  }
  return false;
}

async function ruleIn(path: string): Promise<object | undefined> {
  const module: unknown = await import(path);
  if (typeof module !== "object" || module === null) return undefined;
  const exported: readonly unknown[] = Object.values(module);
  return exported
    .filter((each) => typeof each === "object" && each !== null)
    .find((each) => "messages" in each);
}

let count = 0;
let survivors = 0;
for (const id of process.argv.slice(2)) {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  const intact = { ...rule };
  if (await isNoticed(rule, intact.examples)) throw new Error(`${id} fails as it is`);
  for (const { text, line, what } of mutantsOf(readFileSync(`${folder}${id}.ts`, "utf8"))) {
    count += 1;
    const path = `${folder}mutant${count}.ts`;
    writeFileSync(path, text);
    try {
      const broken = await ruleIn(path);
      Object.assign(rule, broken);
      if (!(await isNoticed(rule, intact.examples))) {
        survivors += 1;
        console.log(`${id}:${line}: nobody notices ${what}`);
      }
    } catch {
      // What throws is noticed.
    } finally {
      rmSync(path);
      Object.assign(rule, intact);
    }
  }
}
console.log(`${count} mutants, ${survivors} not noticed.`);
