import { waysFor, type Choosing } from "../analysis/ways.ts";
import type { PlannedProject } from "../recipes/planning.ts";
import { waysJson, waysText } from "../report/ways.ts";
import type { AnalysedProject } from "./chosenFile.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";

/** `rewrite --ways`: every way for a statement with its price, the best first, and nothing is written. */
export function showWays(
  chosen: Choosing & Pick<AnalysedProject, "reported">,
  planned: PlannedProject,
  { downtime, keepApplication }: Options,
  format: "text" | "json",
  output: Output,
): number {
  const { statistics, largeTable } = chosen.reported.analysis.options;
  const circumstances = { downtime, applicationChanges: !keepApplication, statistics, largeTable };
  const ways = waysFor(chosen, { ...planned, byApplication: false }, circumstances, new Date().toISOString());
  output.out(format === "json" ? JSON.stringify(waysJson(ways), undefined, 2) : waysText(ways));
  return 0;
}
