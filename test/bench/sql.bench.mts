/* Medians of reading SQL; run with `npx tsx test/bench/sql.bench.mts`. Prints figures and asserts nothing. */
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { split } from "../../server/src/sql/split.ts";
import { tokensIn } from "../../server/src/sql/tokens.ts";
import { updateStatements } from "../../server/src/sql/update.ts";
import { corpusFiles } from "../corpus/projects.ts";

const LINES = 10_000;

function median(times: readonly number[]): number {
  return [...times].sort((left, right) => left - right)[times.length >> 1] ?? 0;
}

function measure(rounds: number, run: (round: number) => void): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    run(round);
    times.push(performance.now() - before);
  }
  return median(times);
}

/** Real migrations, one after the other, until there are 10,000 lines. */
function largeFile(): string {
  const texts = corpusFiles()
    .map(({ text }) => text)
    .filter((text) => split(text).problems.length === 0 && text.trimEnd().endsWith(";"));
  let file = "";
  let lines = 0;
  for (let index = 0; lines < LINES; index++) {
    const text = texts[index % texts.length] ?? "SELECT 1;\n";
    file += `${text.trimEnd()}\n`;
    lines += text.trimEnd().split("\n").length;
  }
  return file;
}

const grammar = await loadGrammar();
const text = largeFile();
const span = { start: 0, end: text.length };
const cache = new StatementCache();
const cold = measure(1, () => readStatements(text, span, grammar, cache));
const uncached = measure(9, () => readStatements(text, span, grammar, new StatementCache()));
const full = measure(15, () => readStatements(text, span, grammar, cache));
const splitting = measure(15, () => split(text));
const tokens = measure(9, () => tokensIn(text));

const first = readStatements(text, span, grammar, cache);
const middle = first.statements[first.statements.length >> 1];
const at = middle?.span.end ?? 0;
const edit = measure(200, (round) => {
  const typed = `/* ${round} */ x`;
  const edited = text.slice(0, at) + typed + text.slice(at);
  const whole = { start: 0, end: edited.length };
  updateStatements(first, edited, whole, { start: at, end: at, length: typed.length }, grammar, cache);
});

const print = (name: string, milliseconds: number) =>
  console.log(
    `${name.padEnd(34)} ${milliseconds.toFixed(2).padStart(8)} ms  ${(milliseconds / full).toFixed(2).padStart(6)} x`,
  );
console.log(
  `${LINES} lines, ${first.statements.length} statements, ${text.length} characters; ratio to a cached reading`,
);
print("first reading, cold", cold);
print("reading, empty cache", uncached);
print("reading, cached", full);
print("split alone", splitting);
print("all tokens", tokens);
print("edit in the middle, incremental", edit);
