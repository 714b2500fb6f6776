import { parseArgs } from "node:util";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { fuzz } from "./fuzz.ts";

/*
 * npm run fuzz -- --minutes 10 --seed 1 [--documents 200000]
 *
 * Ends with 1 where a document is analysed otherwise after edits than from a fresh start, breaks us or takes more than
 * a second; each is printed with its seed and text.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    documents: { type: "string" },
  },
});
const minutes = numberOf("minutes", values.minutes);
const most = values.documents === undefined ? Infinity : numberOf("documents", values.documents);
const end = values.documents === undefined ? performance.now() + minutes * 60_000 : Infinity;
const grammar = await loadGrammar();
let told = performance.now();
const { documents, faults, next } = fuzz(grammar, numberOf("seed", values.seed), (done) => {
  if (performance.now() - told > 30_000) {
    told = performance.now();
    console.log(`${done} documents`);
  }
  return done < most && performance.now() < end;
});
for (const { format, seed, kind, path, text, detail } of faults)
  console.log(`\n${kind}: ${format}, seed ${seed}, ${path}\n${JSON.stringify(text)}\n${detail}`);
console.log(`${documents} documents, ${faults.length} faults; the next seed is ${next}`);
process.exitCode = faults.length === 0 ? 0 : 1;

function numberOf(name: string, given: string): number {
  const value = Number(given);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`--${name} takes a number above 0, not ${given}.`);
  process.exit(2);
}
