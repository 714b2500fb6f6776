import { majorsNamed } from "../timeline/words/majors.ts";
import type { OutputContext } from "./outputs/output.ts";
import { baselineOf, historyOf, type Reported } from "./reported.ts";
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
    ...hiddenLines(reported, tally),
    ...reported.map(({ format, display }) => `Read as ${format.label}: ${display("")}`),
    `For PostgreSQL ${majorsNamed(majors)}.`,
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
