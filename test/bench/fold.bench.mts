import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import * as z from "zod";

/*
 * How long it takes to read and to fold a real history with nothing warm: each run is a process of its own, bundled
 * as what is shipped, and its clock starts when the grammar is loaded and the files are read. Prints medians and their
 * ratio to the budget; asserts nothing about time.
 *
 *     npx tsx test/bench/fold.bench.mts [RUNS]
 */

const budget = 300;
const runs = Number(process.argv[2] ?? 7);
const root = resolve(import.meta.dirname, "../..");
const corpus = process.env["LOCKKEEPER_CORPUS"] ?? join(root, "../shared/corpus");
const program = join(root, "out/bench/fold.cjs");

const timesSchema = z.object({
  statements: z.number(),
  parse: z.number(),
  up: z.number(),
  down: z.number(),
  again: z.number(),
});
type Times = z.infer<typeof timesSchema>;

const figures: readonly (readonly [string, (times: Times) => number])[] = [
  ["parse", ({ parse }) => parse],
  ["fold the ups for one major", ({ up }) => up],
  ["fold the downs too", ({ up, down }) => up + down],
  ["both for a second major", ({ again }) => again],
];

function measure(title: string, folder: string, format: string): void {
  const all = Array.from({ length: runs }, () => once(folder, format));
  console.log(`${title}: ${all[0]?.statements ?? 0} statements`);
  for (const [name, pick] of figures) {
    const milliseconds = all.map(pick).sort((one, other) => one - other)[runs >> 1] ?? 0;
    const ratio = (milliseconds / budget).toFixed(2);
    console.log(`  ${name.padEnd(32)} ${milliseconds.toFixed(0).padStart(5)} ms  ${ratio} of ${budget} ms`);
  }
}

function once(folder: string, format: string): Times {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, folder, format], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the fold ended early: ${stderr}`);
  return timesSchema.parse(JSON.parse(stdout));
}

mkdirSync(join(root, "out/bench"), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ["test/bench/fold.program.ts"],
  outfile: program,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  logLevel: "warning",
  logOverride: { "empty-import-meta": "silent" },
});
const crates = join(corpus, "crates.io/migrations");
if (existsSync(crates)) measure("crates.io", crates, "diesel");
else console.warn(`SKIPPED: crates.io is not at ${crates}; set LOCKKEEPER_CORPUS.`);
