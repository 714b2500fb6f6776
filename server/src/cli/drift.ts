import type { DriftResult } from "../protocol.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./run.ts";

/** `lockkeeper drift DIR`: in what a database differs from what its applied migrations make. 1 where it does. */
export async function drift(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  return withEngine(options, output, async (engine, project, signal) => {
    const result = await engine.drift(project, signal);
    if (format === "json") output.out(JSON.stringify({ version: 1, ...result }, undefined, 2));
    else output.out(inWords(result));
    return result.differences.length === 0 ? 0 : 1;
  });
}

function inWords({ differences, notes, applied, database }: DriftResult): string {
  const migrations = `${applied} applied ${applied === 1 ? "migration" : "migrations"}`;
  const count = differences.length === 1 ? "1 difference" : `${differences.length || "no"} differences`;
  return [
    ...differences.map(({ message }) => message),
    ...notes.map((note) => `Note: ${note}`),
    `${database}: ${count} from what ${migrations} ${applied === 1 ? "makes" : "make"}.`,
  ].join("\n");
}
