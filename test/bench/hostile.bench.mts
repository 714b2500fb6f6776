/*
 * How the time of splitting hostile text grows; run with `npx tsx test/bench/hostile.bench.mts`. Prints what twice the
 * text costs, as a ratio: 2 is linear, 4 the square. Asserts nothing.
 */
import { split } from "../../server/src/sql/split.ts";
import { hostile, repeated } from "../sql/hostile.ts";

const COUNT = 75_000;

function milliseconds(text: string): number {
  const started = performance.now();
  split(text);
  return performance.now() - started;
}

for (const [name, line] of Object.entries(hostile)) {
  const half = repeated(line, COUNT);
  const whole = repeated(line, 2 * COUNT);
  // Once before, so that neither is the first to be compiled.
  split(half);
  const [one, two] = [milliseconds(half), milliseconds(whole)];
  console.log(
    `${name.padEnd(52)} ${one.toFixed(1).padStart(8)} ms ${two.toFixed(1).padStart(8)} ms  ${(two / one).toFixed(1)} x`,
  );
}
