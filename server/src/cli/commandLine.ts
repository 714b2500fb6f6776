import { statisticsQuery } from "../analysis/statistics/query.ts";
import { readOptions, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { usage } from "./usage.ts";
import { version } from "./version.ts";
import { errorLine, failed, UsageError } from "./usageError.ts";

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

/** Runs the program with its arguments; resolves to the exit status, and never rejects. */
export async function commandLine(args: readonly string[]): Promise<number> {
  // Whoever reads the output may have had enough (`| head`).
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE")
      output.err(errorLine(`the output cannot be written: ${error.message}`, undefined));
    process.exit(error.code === "EPIPE" ? process.exitCode : 2);
  });
  try {
    return await command(args);
  } catch (error) {
    output.err(failed(error));
    return 2;
  }
}

async function command(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.version) return say(version());
  if (options.help || options.command === "help") return say(usage);
  return execute(options, args);
}

/** What a command needs is loaded when it is asked for: `check` has no use for a database's client. */
async function execute(options: Options, args: readonly string[]): Promise<number> {
  switch (options.command) {
    case "check":
      // What is applied a database is asked first, and ways back need the recipes.
      if (options.fix || options.rollback || options.database !== undefined)
        return (await import("./databaseCommands.ts")).onDatabase(options, output);
      return (await import("./check.ts")).check(options, output);
    case "explain":
      return (await import("./check.ts")).explain(options, output);
    case "baseline":
      return (await import("./check.ts")).baseline(options, output);
    case "statistics-query":
      return say(statisticsQuery);
    case "lsp":
      return serve(args);
    case "mcp":
      return (await import("./mcp/mcp.ts")).mcp();
    case "":
      throw new UsageError("no command given; see lockkeeper --help");
    default:
      return (await import("./databaseCommands.ts")).onDatabase(options, output);
  }
}

/** The server reads `--stdio` from the arguments itself, and ends with its connection. */
async function serve(args: readonly string[]): Promise<number> {
  if (!args.includes("--stdio")) throw new UsageError("lsp: give --stdio; an editor starts it so");
  await import("../main.ts");
  return 0;
}

function say(text: string): number {
  output.out(text);
  return 0;
}
