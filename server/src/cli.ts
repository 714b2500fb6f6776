import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, explain, type Output } from "./cli/check.ts";
import { readOptions } from "./cli/options.ts";
import { run, status } from "./cli/run.ts";
import { usage } from "./cli/usage.ts";
import { UsageError } from "./cli/usageError.ts";

const output: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** Runs one command; resolves to the exit status. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.version) return say(version());
  if (options.help || options.command === "help") return say(usage);
  switch (options.command) {
    case "check":
      return check(options, output);
    case "explain":
      return explain(options, output);
    case "status":
      return status(options, output);
    case "up":
    case "down":
    case "redo":
      return run(options.command, options, output);
    case "lsp":
      return serve(args);
    case "":
      throw new UsageError(`no command given\n\n${usage}`);
    default:
      throw new UsageError(`${options.command}: no such command; see lockkeeper --help`);
  }
}

/** The server reads `--stdio` from the arguments itself, and ends with its connection. */
async function serve(args: readonly string[]): Promise<number> {
  if (!args.includes("--stdio")) throw new UsageError("lsp: give --stdio; an editor starts it so");
  await import("./main.ts");
  return 0;
}

/** The package's version; the bundle stands in `dist`, beside package.json. */
function version(): string {
  const here = typeof __dirname === "string" ? __dirname : import.meta.dirname;
  const text = readFileSync(join(here, "..", "package.json"), "utf8");
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? "unknown";
}

function say(text: string): number {
  output.out(text);
  return 0;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    output.err(error instanceof UsageError ? `lockkeeper: ${error.message}` : `lockkeeper: ${String(error)}`);
    process.exitCode = 2;
  },
);
