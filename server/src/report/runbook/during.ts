import { task } from "./markdown.ts";
import { indexProgress, replicationLag, whoWaits } from "./queries.ts";
import type { RunbookSubject } from "./subject.ts";

/** What to watch while it runs. */
export function during({ work }: RunbookSubject): readonly string[] {
  const builds = work.some(({ kind }) => kind === "index-build");
  return [
    "## While it runs",
    "",
    ...task("Who waits, and for whom, every few seconds.", whoWaits),
    ...(builds ? task("How far the index is.", indexProgress) : []),
    ...task("How far replicas are behind.", replicationLag),
    ...task("Errors and response times of the application."),
  ];
}
