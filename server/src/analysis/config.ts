import * as z from "zod";
import { formats } from "../formats/index.ts";
import { quantityOf } from "../interpret/session/quantity.ts";
import { isMajor, majors, type Major } from "../interpret/target.ts";
import { defaultLargeTable, type Statistics } from "../timeline/statistics.ts";
import { rules } from "../rules/index.ts";
import { groups } from "../rules/rule.ts";
import type { AnalysisOptions } from "./analysis.ts";
import { fileMatcher, patternProblem } from "./filePatterns.ts";
import { meantInstead } from "./nearest.ts";
import type { RuleOverride } from "./ruleSettings.ts";

/** The name of the configuration file at a project's root. */
export const configFile = "lockkeeper.config.json";

const severity = z.enum(["off", "info", "warning", "error"]);
const major = z.custom<Major>(
  (value) => typeof value === "number" && isMajor(value),
  `one of ${majors.join(", ")}`,
);
const severities = z.record(z.string(), severity).superRefine((given, context) => {
  const ids: readonly string[] = [...rules.map(({ id }) => id), ...groups];
  for (const id of Object.keys(given)) {
    if (ids.includes(id)) continue;
    context.addIssue({
      code: "custom",
      path: [id],
      message: `there is no rule \`${id}\`${meantInstead(id, ids)}`,
    });
  }
});
/** A limit in PostgreSQL's notation, as lock_timeout takes it; `instead` of none, which zero would be. */
function duration(instead: string) {
  return z.string().refine(isDuration, {
    error: ({ input }) =>
      quantityOf(String(input), "ms") === 0
        ? `\`${String(input)}\` is no limit; ${instead}`
        : `\`${String(input)}\` is no duration that lock_timeout takes, such as \`5s\` or \`500ms\``,
  });
}

function isDuration(text: string): boolean {
  const milliseconds = quantityOf(text, "ms");
  return milliseconds !== undefined && milliseconds > 0 && milliseconds < 2 ** 31;
}

const tools = formats.map(({ id }) => id);
const tool = z.string().refine((id) => tools.includes(id), {
  error: ({ input }) => {
    const hint = meantInstead(String(input), tools);
    return `there is no tool \`${String(input)}\`${hint === "" ? `: one of ${tools.join(", ")}` : hint}`;
  },
});
const pattern = z.string().superRefine((given, context) => {
  const problem = patternProblem(given);
  if (problem !== undefined) context.addIssue({ code: "custom", message: `\`${given}\` ${problem}` });
});
const preset = z.enum(["recommended", "strict", "all"]);
/** What holds for some files instead of what holds for all. */
const override = z.strictObject({
  /** Paths from this file's folder, of files or folders, or patterns with `*`, `?` and `**`. */
  files: z.array(pattern).min(1),
  preset: preset.optional(),
  rules: severities.optional(),
});
const namedFolder = z.strictObject({ folder: z.string(), tool: tool.optional() });
const folder = z.union([z.string(), namedFolder]);

/** `lockkeeper.config.json`, as INTERFACES.md has it. Unknown keys are refused, so that a typing error is seen. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Folders of migrations relative to the file, with the tool where detection is not enough. */
  migrations: z.array(folder).optional(),
  /** A file with the schema that comes before the first migration: SQL, or a snapshot; relative to this one. */
  baseline: z.string().optional(),
  /** What is history, whose findings are not reported. */
  history: z
    .strictObject({
      /** A git reference: what was there where the branch began. */
      since: z.string().min(1).optional(),
      /** A file of `lockkeeper baseline`, relative to this one. */
      findings: z.string().min(1).optional(),
    })
    .optional(),
  postgres: z.array(major).min(1).optional(),
  /** Which rules are asked, where `rules` says nothing of them. */
  preset: preset.optional(),
  rules: severities.optional(),
  overrides: z.array(override).optional(),
  /** A file with the JSON answer of the statistics query, relative to this one. */
  statistics: z.string().optional(),
  largeTable: z
    .strictObject({ rows: z.number().positive().optional(), bytes: z.number().positive().optional() })
    .optional(),
  lockTimeout: duration("leave lockTimeout out, or turn the rule `missing-lock-timeout` off").optional(),
  /** What a run ends itself for. */
  stopRun: z
    .strictObject({
      longestWait: duration("leave longestWait out").optional(),
      blockedSessions: z.int().nonnegative().optional(),
      replicaLag: duration("leave replicaLag out").optional(),
    })
    .optional(),
  /** Rows per batch of a backfill. */
  batchSize: z.int().positive().optional(),
  /** Pause between two batches, ms. */
  batchDelay: z.int().nonnegative().optional(),
  timeZone: z.string().optional(),
  database: z
    .strictObject({
      kind: z.enum(["embedded", "container", "server"]).optional(),
      image: z.string().optional(),
    })
    .optional(),
});

export type Config = z.infer<typeof configSchema>;
type Override = z.infer<typeof override>;

/** The keys that the object at a path of the file may have. */
export function keysAt([first, ...more]: readonly (string | number)[]): readonly string[] {
  if (first === undefined) return Object.keys(configSchema.shape);
  if (first === "migrations" && more.length === 1) return Object.keys(namedFolder.shape);
  if (first === "overrides" && more.length === 1) return Object.keys(override.shape);
  const part =
    first === "database" || first === "largeTable" || first === "history" || first === "stopRun"
      ? configSchema.shape[first].unwrap()
      : undefined;
  return part === undefined ? [] : Object.keys(part.shape);
}

/** The oldest major that PostgreSQL supports, and the newest on which predictions are verified. */
export const defaultMajors: readonly Major[] = [15, 18];

/**
 * What a configuration means for the analysis of a project that lies `at` a folder below it (relative, with `/`); what it
 * does not say has its default.
 */
export function analysisOptions(
  config: Config,
  at: string,
  statistics: Statistics = new Map(),
): AnalysisOptions {
  return {
    majors: [...new Set(config.postgres ?? defaultMajors)].sort((one, other) => one - other),
    timeZone: config.timeZone ?? "UTC",
    statistics,
    largeTable: { ...defaultLargeTable, ...defined(config.largeTable) },
    lockTimeout: config.lockTimeout ?? "5s",
    preset: config.preset,
    rules: config.rules ?? {},
    overrides: config.overrides?.map((each) => overrideAt(each, at)),
    timeZoneIsKnown: config.timeZone !== undefined,
  };
}

function overrideAt({ files, preset: own, rules: severities }: Override, at: string): RuleOverride {
  const matches = fileMatcher(files);
  const covers = (path: string): boolean => matches(at === "" ? path : `${at}/${path}`);
  return { covers, preset: own, rules: severities };
}

/** Rows in a batch of a backfill, and milliseconds between two. */
export interface Batches {
  readonly batchSize: number;
  readonly batchDelay: number;
}

/** How backfills are cut up. */
export function batchesOf(config: Config | undefined): Batches {
  return { batchSize: config?.batchSize ?? 1000, batchDelay: config?.batchDelay ?? 100 };
}

function defined(limits: Config["largeTable"]): Partial<AnalysisOptions["largeTable"]> {
  const { rows, bytes } = limits ?? {};
  return { ...(rows === undefined ? {} : { rows }), ...(bytes === undefined ? {} : { bytes }) };
}
