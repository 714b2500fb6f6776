import type { Finding } from "../../server/src/analysis/analysis.ts";
import { analyseScripts } from "../support/analyse.ts";
import { schema, type AccuracyCase } from "./cases.ts";

/** The majors on which labels are observed, and which the analysis is asked for. */
export const majors = [14, 18] as const;

/** What Lockkeeper, as it is configured out of the box, finds in a migration: the rules of errors and of warnings. */
export async function askLockkeeper(one: AccuracyCase): Promise<readonly string[]> {
  return [
    ...new Set((await findingsIn(one)).filter(({ severity }) => severity !== "info").map(({ rule }) => rule)),
  ].sort();
}

export async function findingsIn(one: AccuracyCase): Promise<readonly Finding[]> {
  const { migrations } = await analyseScripts(
    [
      { sql: schema, transaction: "autocommit" },
      { sql: one.setup.join(";\n"), transaction: "autocommit" },
      { sql: one.sql, transaction: one.mode },
    ],
    { majors },
  );
  const last = migrations.at(-1);
  return [
    ...(last?.findings ?? []),
    ...(last?.sections ?? []).flatMap(({ statements }) => statements.flatMap(({ findings }) => findings)),
  ];
}
