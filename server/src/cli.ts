import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { statisticsQuery } from "./analysis/statistics/query.ts";
import { readOptions, type Options } from "./cli/options.ts";
import type { Output } from "./cli/output.ts";
import { usage } from "./cli/usage.ts";
import { version } from "./cli/version.ts";
import { errorLine, failed, UsageError } from "./cli/usageError.ts";

/** UTF-16 code units. */
const writtenAtOnce = 256 * 1024;

const output: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  outInPieces: (pieces) => {
    let waiting = "";
    for (const piece of pieces) {
      waiting += piece;
      if (waiting.length < writtenAtOnce) continue;
      process.stdout.write(waiting);
      waiting = "";
    }
    process.stdout.write(`${waiting}\n`);
  },
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** Runs one command; resolves to the exit status. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.version) return say(version());
  if (options.help || options.command === "help") return say(usage);
  return execute(options, args);
}

/** What a command needs is loaded when it is asked for: `check` has no use for a database's client. */
async function execute(options: Options, args: readonly string[]): Promise<number> {
  const { command } = options;
  startFast(command);
  switch (command) {
    case "check":
      // What writes may ask a database first, and ways back need the recipes.
      if (options.fix || options.rollback)
        return (await import("./cli/databaseCommands.ts")).onDatabase(options, output);
      return (await import("./cli/check.ts")).check(options, output);
    case "explain":
      return (await import("./cli/check.ts")).explain(options, output);
    case "baseline":
      return (await import("./cli/check.ts")).baseline(options, output);
    case "statistics-query":
      return say(statisticsQuery);
    case "lsp":
      return serve(args);
    case "":
      throw new UsageError("no command given; see lockkeeper --help");
    default:
      return (await import("./cli/databaseCommands.ts")).onDatabase(options, output);
  }
}

/**
 * A command lives for a second or so: compiled code is kept from one run to the next where Node can (22 and newer), and
 * nothing is compiled a second time for speed that comes too late.
 */
function startFast(command: string): void {
  const keep: unknown = Reflect.get(module, "enableCompileCache");
  if (typeof keep === "function") Reflect.apply(keep, module, []);
  if (command === "lsp") return;
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

/** The server reads `--stdio` from the arguments itself, and ends with its connection. */
async function serve(args: readonly string[]): Promise<number> {
  if (!args.includes("--stdio")) throw new UsageError("lsp: give --stdio; an editor starts it so");
  await import("./main.ts");
  return 0;
}

function say(text: string): number {
  output.out(text);
  return 0;
}

/** Whoever reads the output may have had enough (`| head`). */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE")
    output.err(errorLine(`the output cannot be written: ${error.message}`, undefined));
  process.exit(error.code === "EPIPE" ? process.exitCode : 2);
});

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    output.err(failed(error));
    process.exitCode = 2;
  },
);
