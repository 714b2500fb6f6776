import { analyseProject } from "../../server/src/analysis/analyse.ts";
import { inputOfFiles } from "../support/analyse.ts";
import type { Shape } from "./growth/shape.ts";
import { growths } from "./growthShapes.ts";

/*
 * How the time of an analysis grows with each thing of which a schema can have very many. Prints the processor time
 * of once, twice and four times the size, with the ratio to half of it: 2 is linear, 4 the square. Asserts nothing.
 *
 *     npx tsx test/bench/growth.bench.mts [PART OF A SHAPE'S NAME] [TIMES ITS SIZE]
 */

const [wanted = "", factor = "1"] = process.argv.slice(2);

async function milliseconds(shape: Shape, size: number): Promise<number> {
  const input = await inputOfFiles("plain", shape(size));
  const started = process.cpuUsage();
  analyseProject({ ...input, options: { ...input.options, majors: [18] } });
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

async function measure(name: string, size: number, shape: Shape): Promise<void> {
  // Once before, so that the first is not the one that is compiled.
  await milliseconds(shape, size);
  const one = await milliseconds(shape, size);
  const two = await milliseconds(shape, size * 2);
  const four = await milliseconds(shape, size * 4);
  const shown = (time: number): string => `${time.toFixed(0).padStart(6)} ms`;
  console.log(
    `${name.padEnd(54)} ${String(size).padStart(6)}: ${shown(one)}  x2 ${shown(two)} (${(two / one).toFixed(1)})  ` +
      `x4 ${shown(four)} (${(four / two).toFixed(1)})`,
  );
}

for (const [name, { size, shape }] of Object.entries(growths))
  if (name.includes(wanted)) await measure(name, size * Number(factor), shape);
