import { parseArgs } from "node:util";
import { formats } from "../formats/index.ts";
import { isMajor, majors, type Major } from "../interpret/target.ts";
import { risks, type Risk } from "../timeline/risk.ts";
import { UsageError } from "./usageError.ts";

const tools: readonly string[] = formats.map(({ id }) => id);

/** What --fail-on may be told. */
const graded: readonly ("lossy" | "irreversible")[] = ["lossy", "irreversible"];

/** The command line, checked. Options that a command does not know are refused. */
export interface Options {
  readonly command: string;
  readonly paths: readonly string[];
  readonly format: string;
  /** Undefined: what the project's configuration says, else 14 and 18. */
  readonly postgres: readonly Major[] | undefined;
  readonly maxRisk: Risk;
  readonly statistics: string | undefined;
  /** A git reference: what is committed before the work began on it is history. */
  readonly since: string | undefined;
  /** A file of findings that are accepted. */
  readonly baseline: string | undefined;
  readonly to: string | undefined;
  readonly steps: number | undefined;
  readonly database: string | undefined;
  /** A format's id: the tool of the folders named, whatever they look like. */
  readonly tool: string | undefined;
  readonly allowHost: string | undefined;
  /** Versions that `repair` is to settle. */
  readonly mark: string | undefined;
  readonly unmark: string | undefined;
  readonly finish: string | undefined;
  readonly undo: string | undefined;
  readonly accept: string | undefined;
  /** Whether another runner is waited for as long as it takes, or not at all; undefined: a while. */
  readonly wait: boolean | undefined;
  /** `backfill`: changed rows in a second, seconds that a replica may be behind, and whether to stop the one under way. */
  readonly rate: number | undefined;
  readonly maxLag: number | undefined;
  readonly pause: boolean;
  readonly dryRun: boolean;
  readonly observe: boolean;
  /** `explain`: what runs with --observe have seen. */
  readonly observed: boolean;
  /** One-based. */
  readonly line: number | undefined;
  /** One-based; for several statements on one line. */
  readonly column: number | undefined;
  readonly recipe: string | undefined;
  /** `COLUMN = EXPRESSION`: what rows hold where no statement says it. */
  readonly values: readonly string[];
  /** `rewrite`: the TypeScript file with which the application writes both sides instead of a trigger. */
  readonly adapter: string | undefined;
  /** `rewrite`: every way for the statement with its price; whether clients may wait, and the application must stay as it is. */
  readonly ways: boolean;
  readonly downtime: boolean;
  readonly keepApplication: boolean;
  /** `rewrite --all`: every hazard of the file; `check --all`: history, too. */
  readonly all: boolean;
  /** `check --fix`: writes what can be remedied where it stands. */
  readonly fix: boolean;
  /** `check -`: where the migration on standard input would lie. */
  readonly stdinFilename: string | undefined;
  /** `check`: grades the down of each migration, and the worst grade that is still fine. */
  readonly rollback: boolean;
  readonly failOn: "lossy" | "irreversible" | undefined;
  readonly write: boolean;
  /** Permits `rewrite --write` on a migration that the database has applied. */
  readonly editApplied: boolean;
  /** The file to write; undefined for standard output. */
  readonly output: string | undefined;
  /** `check`: every `--output`, as it was given. */
  readonly outputs: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

const known = {
  format: { type: "string" },
  postgres: { type: "string" },
  "max-risk": { type: "string" },
  statistics: { type: "string" },
  since: { type: "string" },
  baseline: { type: "string" },
  to: { type: "string" },
  steps: { type: "string" },
  database: { type: "string" },
  tool: { type: "string" },
  "allow-host": { type: "string" },
  mark: { type: "string" },
  unmark: { type: "string" },
  finish: { type: "string" },
  undo: { type: "string" },
  accept: { type: "string" },
  wait: { type: "boolean" },
  "no-wait": { type: "boolean" },
  rate: { type: "string" },
  "max-lag": { type: "string" },
  pause: { type: "boolean" },
  "dry-run": { type: "boolean" },
  observe: { type: "boolean" },
  observed: { type: "boolean" },
  line: { type: "string" },
  recipe: { type: "string" },
  value: { type: "string", multiple: true },
  adapter: { type: "string" },
  ways: { type: "boolean" },
  downtime: { type: "boolean" },
  "keep-application": { type: "boolean" },
  all: { type: "boolean" },
  fix: { type: "boolean" },
  "stdin-filename": { type: "string" },
  rollback: { type: "boolean" },
  "fail-on": { type: "string" },
  write: { type: "boolean" },
  "edit-applied": { type: "boolean" },
  output: { type: "string", short: "o", multiple: true },
  stdio: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** Reads the arguments after `node cli.js`. Throws a UsageError that says what is wrong with them. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [command = "", ...paths] = positionals;
  return {
    command,
    paths,
    format: values.format ?? "text",
    postgres: values.postgres === undefined ? undefined : readMajors(values.postgres),
    maxRisk: oneOf("--max-risk", values["max-risk"] ?? "medium", risks),
    statistics: values.statistics,
    since: values.since,
    baseline: values.baseline,
    to: values.to,
    steps: values.steps === undefined ? undefined : readCount("--steps", values.steps),
    database: values.database,
    tool: values.tool === undefined ? undefined : oneOf("--tool", values.tool, tools),
    allowHost: values["allow-host"],
    mark: values.mark,
    unmark: values.unmark,
    finish: values.finish,
    undo: values.undo,
    accept: values.accept,
    wait: values["no-wait"] === true ? false : values.wait,
    rate: values.rate === undefined ? undefined : readCount("--rate", values.rate),
    maxLag: values["max-lag"] === undefined ? undefined : readCount("--max-lag", values["max-lag"]),
    pause: values.pause ?? false,
    dryRun: values["dry-run"] ?? false,
    observe: values.observe ?? false,
    observed: values.observed ?? false,
    ...readSpot(values.line),
    recipe: values.recipe,
    values: values.value ?? [],
    adapter: values.adapter,
    ways: values.ways ?? false,
    downtime: values.downtime ?? false,
    keepApplication: values["keep-application"] ?? false,
    all: values.all ?? false,
    fix: values.fix ?? false,
    stdinFilename: values["stdin-filename"],
    rollback: values.rollback ?? values["fail-on"] !== undefined,
    failOn: values["fail-on"] === undefined ? undefined : oneOf("--fail-on", values["fail-on"], graded),
    write: values.write ?? false,
    editApplied: values["edit-applied"] ?? false,
    output: values.output?.at(-1),
    outputs: values.output ?? [],
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `15,18`: a list of majors, ascending, each once. */
export function readMajors(text: string): readonly Major[] {
  const list = text.split(",").map((part) => {
    const major = Number(part.trim());
    if (!isMajor(major)) {
      throw new UsageError(
        `--postgres ${text}: ${part.trim()} is not a known major version (${majors.join(", ")})`,
      );
    }
    return major;
  });
  return [...new Set(list)].sort((one, other) => one - other);
}

/** `N` or `N:COLUMN`. */
function readSpot(text: string | undefined): Pick<Options, "line" | "column"> {
  if (text === undefined) return { line: undefined, column: undefined };
  const [line = "", column, ...more] = text.split(":");
  if (more.length > 0) throw new UsageError(`--line ${text}: give a line, or LINE:COLUMN`);
  return {
    line: readCount("--line", line),
    column: column === undefined ? undefined : readCount("--line", column),
  };
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`${option} ${text}: give a whole number from 1`);
  return count;
}

export function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new UsageError(`${option} ${text}: use one of ${allowed.join(", ")}`);
  return found;
}
