import type { HiddenItem } from "../../protocol.ts";
import type { FileDiagnostics } from "../fileDiagnostics.ts";
import type { ProjectModel } from "../projectModel.ts";
import type { History } from "./history.ts";
import type { HistoryReason } from "./whatIsHistory.ts";

/** What is not shown of a project, and why each of its migrations is history, by the path of its first file. */
export interface Hidden {
  readonly item: HiddenItem;
  readonly reasons: ReadonlyMap<string, HistoryReason>;
}

/** Counts what is found in a project and not shown. */
export function hiddenOf(model: ProjectModel, diagnostics: FileDiagnostics, history: History): Hidden {
  const views = [...model.paths].flatMap((path) => model.view(path) ?? []);
  const shown = new Map(views.map((view) => [view.path, diagnostics.of(view)]));
  const reasons = new Map<string, HistoryReason>();
  for (const { migration } of model.analysis.migrations) {
    // A file of which there is nothing to say, such as metadata.toml, is no news.
    const own = migration.paths.filter((path) => shown.has(path)).map((path) => shown.get(path)?.reason);
    const [first] = migration.paths;
    const [reason] = own;
    // One file of it that is new, and the migration is.
    if (first !== undefined && reason !== undefined && !own.includes(undefined)) reasons.set(first, reason);
  }
  const sum = (count: "hidden" | "accepted"): number =>
    [...shown.values()].reduce((total, each) => total + each[count], 0);
  return {
    reasons,
    item: {
      ...{ findings: sum("hidden"), accepted: sum("accepted"), migrations: reasons.size },
      ...{ base: history.baseOf(model.setup), shown: history.showsAll },
    },
  };
}
