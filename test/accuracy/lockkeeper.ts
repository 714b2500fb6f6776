import type { Finding } from "../../server/src/analysis/analysis.ts";
import { analyseScripts } from "../support/analyse.ts";
import type { AccuracyCase } from "./cases.ts";

/** The majors on which labels are observed, and which the analysis is asked for. */
export const majors = [14, 18] as const;

/** What Lockkeeper said of a case of the later corpora before any rule was mended on it. */
export const atFirst = "Lockkeeper, at first";

/** What Lockkeeper, as it is configured out of the box, finds in a migration: the rules of errors and of warnings. */
export async function askLockkeeper(one: AccuracyCase): Promise<readonly string[]> {
  return [
    ...new Set((await findingsIn(one)).filter(({ severity }) => severity !== "info").map(({ rule }) => rule)),
  ].sort();
}

export async function findingsIn(one: AccuracyCase): Promise<readonly Finding[]> {
  const isDown = one.up.length > 0;
  const earlier = one.setup.slice(0, one.setup.length - one.up.length);
  const { migrations } = await analyseScripts(
    [
      { sql: one.known, transaction: "autocommit" },
      { sql: earlier.join(";\n"), transaction: "autocommit" },
      isDown
        ? { sql: one.up.join(";\n"), down: one.sql, transaction: one.mode }
        : { sql: one.sql, transaction: one.mode },
    ],
    { majors },
  );
  const last = migrations.at(-1);
  const sections = last?.sections.filter(({ direction }) => (direction === "down") === isDown);
  return [
    ...(last?.findings ?? []),
    ...(sections ?? []).flatMap(({ statements }) => statements.flatMap(({ findings }) => findings)),
  ];
}
