import { fileURLToPath } from "node:url";
import type { MigrationStatus } from "../run/migrationStatus.ts";
import { rangeOf } from "../run/position.ts";
import { uriOf, type RunProject } from "../run/project.ts";
import { shown } from "./shown.ts";
import { errorLine } from "./usageError.ts";

/** What a state means and what there is to do, where that needs saying. */
export function statusNote(
  { version, state, note, migration }: MigrationStatus,
  all: readonly MigrationStatus[],
): string | undefined {
  if (note !== undefined || (state !== "missing" && state !== "changed")) return note;
  // Of two files with one version nobody knows which was applied.
  if (all.filter((each) => each.version === version).length > 1) return undefined;
  if (state === "missing")
    return `It is applied, but its file is not in the folder. Restore the file, or \`lockkeeper repair --unmark ${version}\` if it was never meant to stay.`;
  if (migration?.repeatable === true)
    return "Its file changed since it was run: `lockkeeper up` runs it again.";
  return `Its file was edited after it had been applied. Restore it as it was, or accept it as it is now: \`lockkeeper repair --accept ${version}\`.`;
}

/** For which files `up` refuses the project as a whole, a line each: what is shown of them may be that of others. */
export function refusedLines(project: RunProject): readonly string[] {
  return project.refused
    .filter(({ refuses }) => refuses === "project")
    .map(({ path, message, span }) => {
      const { start } = rangeOf(project.files[path] ?? "", span);
      const at = { path: shown(fileURLToPath(uriOf(project, path))), ...start };
      return errorLine(`${message} Until then nothing of this folder is run.`, at);
    });
}
