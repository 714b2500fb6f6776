import type { CodeLens, Command } from "vscode-languageserver-protocol";
import type { ShownDiagnostics } from "../fileDiagnostics.ts";
import type { FileView } from "../fileView.ts";
import type { Pages } from "../pages.ts";
import type { History } from "./history.ts";

/** The command that shows everything (`true`), or again only what is news (`false`). */
export const showHistoryCommand = "lockkeeper.showHistory";

/** What the lens calls: in our own extension its commands, which are in the palette as well. */
function commandFor(all: boolean, { command }: Pages): Omit<Command, "title"> {
  if (command === undefined) return { command: showHistoryCommand, arguments: [all] };
  return { command: all ? "lockkeeper.showAllFindings" : "lockkeeper.showNewFindings" };
}

/** One lens at the top of a file of which something is not shown, or would not be. */
export function historyLens(
  view: FileView,
  { hidden, reason }: Pick<ShownDiagnostics, "hidden" | "reason">,
  history: Pick<History, "showsAll" | "baseOf">,
  pages: Pages,
): readonly CodeLens[] {
  if (hidden === 0) return [];
  const start = { line: 0, character: 0 };
  const findings = hidden === 1 ? "1 finding" : `${hidden} findings`;
  const title = history.showsAll
    ? `${findings} of history shown · hide`
    : `${findings} not shown: ${whyHidden(view, reason, history)} · show all`;
  const command = commandFor(!history.showsAll, pages);
  return [{ range: { start, end: start }, command: { title, ...command } }];
}

function whyHidden(
  { project }: FileView,
  reason: ShownDiagnostics["reason"],
  history: Pick<History, "baseOf">,
): string {
  switch (reason) {
    case "applied":
      return "applied already";
    case "unchanged":
      return `as on ${history.baseOf(project) ?? "the base branch"}`;
    case "closed":
      return "not open";
    case undefined:
      return `accepted by ${project.history?.findings?.name ?? "the baseline"}`;
  }
}
