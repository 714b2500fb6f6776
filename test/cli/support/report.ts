import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "vitest";
import * as z from "zod";
import { run, type Ran, type RunOptions } from "./program.ts";

/*
 * The shape of `check --format json`, strictly as it is promised: an extra or a missing key is a failure.
 */

const position = z.strictObject({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const range = z.strictObject({ start: position, end: position });
const severity = z.enum(["error", "warning", "info"]);
const mode = z.enum([
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
]);
const relation = z.string().regex(/^[^.]+\..+$/);
/** True for what is done only where the statement finds rows. */
const ifRows = z.literal(true).optional();
const lock = z.strictObject({ relation, mode, ifRows });
const risk = z.enum(["none", "low", "medium", "high", "critical"]);

const effects = z.strictObject({
  locks: z.array(lock),
  work: z.array(
    z.strictObject({
      relation,
      kind: z.enum(["rewrite", "scan", "index-build", "foreign-key-check"]),
      ifRows,
    }),
  ),
  held: z.array(lock),
  breaks: z.array(z.string()),
  destroys: z.array(z.string()),
  waits: z.array(z.string()),
  fails: z
    .strictObject({
      sqlstate: z.string().regex(/^[0-9A-Z]{5}$/),
      message: z.string().min(1),
      when: z.enum(["always", "if-rows"]),
    })
    .nullable(),
  /** Where only rows that violate make it fail. */
  mayFail: z.strictObject({ sqlstate: z.string().length(5), message: z.string() }).optional(),
  spared: z.array(z.string()),
  /** What guards rows and is switched off. */
  unguards: z.array(z.string().min(1)).optional(),
  /** What is said rests on this, since no migration tells. */
  assumes: z.array(z.string().min(1)).optional(),
  /** What happens to tables that no statement names; described in words. */
  unnamed: z
    .strictObject({
      locks: z.array(z.strictObject({ relation: z.string().min(1), mode: z.string() })),
      work: z.array(z.strictObject({ relation: z.string().min(1), kind: z.string() })),
    })
    .optional(),
});

const hazard = z.strictObject({
  rule: z.string().regex(/^[a-z0-9-]+$/),
  severity,
  message: z.string().min(1),
  range,
  recipes: z.array(z.string()),
  related: z.array(z.strictObject({ message: z.string().min(1), range })).optional(),
});

const statement = z.strictObject({
  range,
  sql: z.string().min(1),
  kind: z.string().min(1),
  analysed: z.boolean(),
  notAnalysed: z.string().optional(),
  risk,
  /** Rules that find the same here as at an earlier statement, where it is told. */
  toldBefore: z.array(z.string()).optional(),
  /** What a comment or a baseline accepts. */
  accepted: z
    .array(
      z.strictObject({
        ...{ rule: z.string(), severity, message: z.string().min(1) },
        ...{ by: z.enum(["comment", "baseline"]), reason: z.string().min(1) },
      }),
    )
    .optional(),
  effects: z.record(z.string(), effects),
  hazards: z.array(hazard),
});

const problem = z.strictObject({ code: z.string(), message: z.string().min(1), range });

const migration = z.strictObject({
  path: z.string(),
  tool: z.string(),
  migration: z.string(),
  name: z.string(),
  section: z.enum(["up", "down"]),
  transaction: z.enum(["single", "implicit", "autocommit", "pipeline", "all-pending"]),
  transactionBecause: z.string().optional(),
  transactionAssumed: z.literal(true).optional(),
  rollback: z
    .strictObject({
      grade: z.enum(["reversible", "lossy", "irreversible"]),
      down: z.enum(["written", "missing"]),
      lost: z.array(z.string().min(1)),
      left: z.array(z.string().min(1)),
    })
    .optional(),
  statements: z.array(statement),
  problems: z.array(problem),
  hazards: z.array(hazard),
});

export const reportShape = z.strictObject({
  version: z.literal(1),
  postgres: z.array(z.int()),
  postgresRemarks: z.record(z.string(), z.string()),
  migrations: z.array(migration),
  summary: z.strictObject({
    migrations: z.int(),
    history: z.int().optional(),
    baseline: z
      .strictObject({ names: z.array(z.string().min(1)).min(1), accepted: z.int(), stale: z.int() })
      .optional(),
    statements: z.int(),
    analysed: z.int(),
    risk: z.strictObject({
      none: z.int(),
      low: z.int(),
      medium: z.int(),
      high: z.int(),
      critical: z.int(),
    }),
  }),
  problems: z.array(problem.extend({ path: z.string(), severity })),
});

export type Report = z.infer<typeof reportShape>;
export type ReportedStatement = Report["migrations"][number]["statements"][number];
type Range = z.infer<typeof range>;

/** Runs `check --format json` and holds its answer against the promised shape and against the files. */
export async function checkJson(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly report: Report; readonly ran: Ran }> {
  const ran = await run(["check", ...args, "--format", "json"], options);
  expect(ran.stdout, ran.stderr).not.toBe("");
  const report = reportShape.parse(JSON.parse(ran.stdout));
  const majors = report.postgres.map(String);
  for (const { path, statements } of report.migrations) {
    const text = readFileSync(resolve(options.cwd ?? ".", path), "utf8");
    for (const each of statements) {
      expect(textIn(text, each.range), path).toBe(each.sql);
      expect(Object.keys(each.effects)).toEqual(majors);
      for (const { range: at } of each.hazards) textIn(text, at);
    }
  }
  expectSums(report);
  return { report, ran };
}

/** The sums that the summary gives must be those of what is listed. */
function expectSums({ migrations, summary }: Report): void {
  const statements = migrations.flatMap((each) => each.statements);
  expect(summary.statements).toBe(statements.length);
  expect(summary.analysed).toBe(statements.filter(({ analysed }) => analysed).length);
  for (const [level, count] of Object.entries(summary.risk))
    expect(statements.filter((each) => each.risk === level)).toHaveLength(count);
}

/** The text of a range in UTF-16, which must lie within its lines. */
export function textIn(text: string, { start, end }: Range): string {
  const lines = text.split(/\r\n|\n|\r/);
  const ends = [...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length);
  const offset = ({ line, character }: Range["start"]): number => {
    const length = lines[line]?.length;
    if (length === undefined || character > length)
      throw new Error(`${line}:${character} is beyond the text.`);
    return (line === 0 ? 0 : (ends[line - 1] ?? 0)) + character;
  };
  if (offset(end) < offset(start)) throw new Error("A range ends before it begins.");
  return text.slice(offset(start), offset(end));
}

/** Every hazard of a report, with its rule and the text that it underlines. */
export function hazardsOf(report: Report): readonly string[] {
  return report.migrations.flatMap(({ statements, hazards }) =>
    [...hazards, ...statements.flatMap((each) => each.hazards)].map(({ rule }) => rule),
  );
}
