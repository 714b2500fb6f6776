import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { keepCode } from "./cli/keptCode.ts";

/**
 * A command lives for a second or so: compiled code is kept from one run to the next, and nothing is compiled a second
 * time for speed that comes too late.
 */
function startFast(args: readonly string[]): void {
  const keep: unknown = Reflect.get(module, "enableCompileCache");
  if (typeof keep === "function") Reflect.apply(keep, module, []);
  // A language server lives on.
  if (args.includes("--stdio")) return;
  if (typeof keep !== "function") keepCode(here);
  for (const flag of shortRun) setFlagsFromString(flag);
}

/**
 * What a short run asks of V8. Once it runs it does not conclude from one flag to the next, so all three are needed to
 * keep the grammar's WASM with its first compiler: on Node 24 the second costs as much as all the rest, and 400 MB. Node
 * 20 optimizes our own code nine times too early, which costs a third of a project of 500 files and gains nothing for
 * one of 4,000; newer ones have a compiler between, and no such flag.
 */
const shortRun: readonly string[] = [
  "--liftoff-only",
  "--no-wasm-tier-up",
  "--no-wasm-dynamic-tiering",
  ...(process.versions.v8.startsWith("11.") ? ["--interrupt-budget=600000"] : []),
];

/** Sources run as modules, and keep nothing. */
const here = typeof __dirname === "string" ? __dirname : "";
const args = process.argv.slice(2);
startFast(args);
// What is loaded before that is compiled at every start, so it is nearly nothing.
void import("./cli/commandLine.ts").then(async ({ commandLine }) => {
  process.exitCode = await commandLine(args);
});
