/*
 * Replays random schemas and statements on real servers, and prints every difference between prediction and
 * observation with the smallest script found that shows it:
 *
 *     npm run random -- --seed 1 --count 100 [--length 60] [--postgres 14,18] [--no-reduce]
 *
 * Seeds run from `--seed` on, `--count` of them, each with `--length` statements. Ends with 1 where anything differs.
 */
import { parseArgs } from "node:util";
import { majors } from "../support/servers.ts";
import { reduce } from "./random/reduce.ts";
import { openRead } from "./random/read.ts";
import type { Difference } from "./random/session.ts";
import { runSeed } from "./random/run.ts";
import type { RandomRun } from "./random/run.ts";
import { inSql } from "./random/script.ts";

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "10" },
    length: { type: "string", default: "60" },
    postgres: { type: "string", default: "14,18" },
    reduce: { type: "boolean", default: true },
  },
});
const wanted = values.postgres.split(",").map(Number);
const chosen = majors.filter((major) => wanted.includes(major));
const [seed, count, length] = [values.seed, values.count, values.length].map(Number);
if (seed === undefined || !count || !length || chosen.length !== wanted.length) {
  console.error("npm run random -- --seed 1 --count 100 --length 60 --postgres 14,18");
  process.exit(2);
}

const read = await openRead();
const tally = { statements: 0, failed: 0, notAnalysed: 0, differences: 0 };
const started = Date.now();
/** Kinds of differences that were printed. */
const known = new Set<string>();
for (let current = seed; current < seed + count; current++)
  for (const major of chosen) {
    const run = await runSeed(current, length, major, read);
    tally.statements += run.statements;
    tally.failed += run.failed;
    tally.notAnalysed += run.notAnalysed.length;
    for (const reason of run.notAnalysed)
      console.log(`seed ${current}, PostgreSQL ${major}: not analysed: ${reason}`);
    for (const found of run.differences) await print(current, major, found);
  }
console.log(
  `${tally.statements} statements, ${tally.failed} of which fail as predicted; ${tally.differences} differ, ` +
    `${tally.notAnalysed} not analysed; ${((Date.now() - started) / 1000).toFixed(0)} s`,
);
process.exit(tally.differences > 0 ? 1 : 0);

async function print(
  current: number,
  major: (typeof chosen)[number],
  found: RandomRun["differences"][number],
) {
  const { difference, script } = found;
  tally.differences++;
  const kind = kindOf(difference);
  const isKnown = known.has(kind);
  known.add(kind);
  console.log(`\n-- seed ${current}, PostgreSQL ${major}: differs: ${difference.sql}`);
  for (const line of difference.words) console.log(`--   ${line}`);
  if (isKnown) console.log("-- such a difference was shown before");
  else console.log(inSql(values.reduce ? await reduce(script, difference, major, read) : script));
}

/** The same for differences that differ in names alone. */
function kindOf({ sql, words }: Difference): string {
  const [command = ""] = sql.split(/\b(?:public|s2|s3|s4|\w+\d+)\b/);
  return [command, ...words.map((line) => line.replaceAll(/"[^"]*"|[\w.]*\d[\w.]*/g, "…"))].join("\n");
}
