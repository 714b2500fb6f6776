import * as z from "zod";

/** What an agent may ask for, and the command line that answers it. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** Throws a ZodError for what does not fit `input`. */
  readonly call: (input: unknown) => McpCall;
}

export interface McpCall {
  /** After `lockkeeper`; whatever is not ours comes behind `--`, so that no path is read as an option. */
  readonly args: readonly string[];
  /** For standard input. */
  readonly text?: string;
}

function tool<S extends z.ZodRawShape>(
  about: Pick<McpTool, "name" | "title" | "description">,
  shape: S,
  call: (input: z.infer<z.ZodObject<S>>) => McpCall,
): McpTool {
  const input = z.object(shape).strict();
  return { ...about, input, call: (given) => call(input.parse(given)) };
}

const path = z.string().min(1);
const majors = z
  .array(z.number().int())
  .min(1)
  .optional()
  .describe("PostgreSQL majors that must run it; default: what the project's configuration says");

function onMajors(list: readonly number[] | undefined): readonly string[] {
  return list === undefined ? [] : [`--postgres=${list.join(",")}`];
}

const check = tool(
  {
    name: "check",
    title: "Check migrations",
    description:
      "What PostgreSQL migrations lock, block, break or lose under live traffic, before they run. Ask this before a " +
      "migration is applied or handed over. Give files or folders that exist, or the SQL of one that is not written " +
      "yet with the path where it will lie, so that the migrations before it count.",
  },
  {
    paths: z.array(path).optional().describe("Files or folders of migrations"),
    sql: z.string().optional().describe("The text of one migration that is not on the disk yet"),
    file: path.optional().describe("With `sql`: where it will lie"),
    since: z
      .string()
      .min(1)
      .optional()
      .describe("A git reference: only what is new since the work began on it is reported"),
    postgres: majors,
    format: z
      .enum(["text", "markdown", "json"])
      .default("text")
      .describe("json says everything of every statement, which is much of a large project"),
  },
  ({ paths = [], sql, file, since, postgres, format }) => {
    const options = [
      `--format=${format}`,
      ...onMajors(postgres),
      ...(since === undefined ? [] : [`--since=${since}`]),
    ];
    if (sql === undefined) return { args: ["check", ...options, "--", ...paths] };
    const where = file === undefined ? [] : [`--stdin-filename=${file}`];
    return { args: ["check", ...options, ...where, "--", "-"], text: sql };
  },
);

const explain = tool(
  {
    name: "explain",
    title: "Explain a migration",
    description:
      "The lock timeline of one migration, statement by statement: locks with what waits for them, how long they are " +
      "held, rewrites and scans, and where PostgreSQL's majors differ.",
  },
  { file: path, postgres: majors, format: z.enum(["markdown", "json"]).default("markdown") },
  ({ file, postgres, format }) => ({
    args: ["explain", `--format=${format}`, ...onMajors(postgres), "--", file],
  }),
);

const rewrite = tool(
  {
    name: "rewrite",
    title: "Plan a safe rewrite",
    description:
      "The files of a plan by which an unsafe statement does not block or break what runs, each verified over the " +
      "whole project, or why there is none. Nothing is written: the answer holds the files.",
  },
  {
    file: path,
    line: z.number().int().min(1).optional().describe("Of the statement, from 1; without it all of the file"),
    recipe: z
      .string()
      .min(1)
      .optional()
      .describe("A recipe by its id; default: the best for what is found there"),
    values: z
      .array(z.string().min(1))
      .optional()
      .describe("`COLUMN = EXPRESSION`: what rows hold where no statement says it"),
  },
  ({ file, line, recipe, values = [] }) => ({
    args: [
      "rewrite",
      "--format=json",
      ...(line === undefined ? ["--all"] : [`--line=${line}`]),
      ...(recipe === undefined ? [] : [`--recipe=${recipe}`]),
      ...values.map((value) => `--value=${value}`),
      "--",
      file,
    ],
  }),
);

const verify = tool(
  {
    name: "verify",
    title: "Verify ways back",
    description:
      "Runs each migration of a folder up, down and up again on an embedded scratch database with rows in every " +
      "table: is it reversible, lossy, irreversible or broken. Touches no database of yours. May take minutes.",
  },
  { folder: path },
  ({ folder }) => ({ args: ["verify", "--format=json", "--database=embedded", "--", folder] }),
);

export const mcpTools: readonly McpTool[] = [check, explain, rewrite, verify];
