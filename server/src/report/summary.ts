import { majorsNamed } from "../timeline/words/majors.ts";
import type { OutputContext } from "./outputs/output.ts";
import { baselineOf, historyOf, type Reported } from "./reported.ts";
import { oneLine } from "./wrap.ts";
import type { Tally } from "./tally.ts";

/** What the reports in text end with, once all else is written. */
export function summaryLines(
  reported: readonly Reported[],
  { tally, majors }: Pick<OutputContext, "tally" | "majors">,
): readonly string[] {
  const { migrations, statements, analysed, risks } = tally;
  const counts = [...risks].map(([risk, count]) => `${count} ${risk}`);
  return [
    `${migrations} migrations, ${statements} statements, ${analysed} analysed. Risk: ${counts.join(", ")}.`,
    // What is not analysed is always counted and said.
    ...[...tally.notAnalysed].map(([reason, count]) => `Not analysed: ${count} × ${reason}`),
    ...rollbackLines(tally),
    ...hiddenLines(reported, tally),
    ...reported.map(({ format, display }) => `Read as ${format.label}: ${display("")}`),
    `For PostgreSQL ${majorsNamed(majors)}.`,
  ];
}

/** How many ways back are worth what, then what each of them does not bring back. */
function rollbackLines({ rollbacks }: Tally): readonly string[] {
  if (rollbacks.length === 0) return [];
  const counts = (["reversible", "lossy", "irreversible"] as const).map(
    (grade) => `${rollbacks.filter(({ rollback }) => rollback.grade === grade).length} ${grade}`,
  );
  const missing = rollbacks.filter(({ rollback }) => rollback.down === "missing").length;
  const without = missing === 0 ? "" : `; ${missing} of them without a down section`;
  return [
    `Ways back: ${counts.join(", ")}${without}.`,
    ...rollbacks
      .filter(({ rollback }) => rollback.grade !== "reversible")
      .map(
        ({ path, rollback: { grade, left, lost } }) =>
          `  ${path}: ${grade}: ${[...left, ...lost].map(oneLine).join("; ")}`,
      ),
  ];
}

/** Nothing is left out in silence. */
function hiddenLines(reported: readonly Reported[], { inBaseline }: Tally): readonly string[] {
  const history = historyOf(reported) ?? 0;
  const baseline = baselineOf(reported, inBaseline);
  const names = baseline?.names.join(", ") ?? "";
  const hidden = [
    ...(history === 0
      ? []
      : [`Not reported: ${history} ${history === 1 ? "migration that is" : "migrations that are"} history.`]),
    ...(baseline === undefined || baseline.accepted === 0
      ? []
      : [
          `Not reported: ${baseline.accepted} ${baseline.accepted === 1 ? "finding" : "findings"} that ${names} accepts.`,
        ]),
  ];
  const stale = baseline?.stale ?? 0;
  return [
    ...hidden,
    ...(hidden.length === 0 ? [] : ["With --all everything is reported."]),
    ...(stale === 0
      ? []
      : [
          `${stale} ${stale === 1 ? "entry" : "entries"} of ${names} ${stale === 1 ? "accepts" : "accept"} nothing any more; lockkeeper baseline PATH --write renews it.`,
        ]),
  ];
}
