import type { Migration } from "../../formats/format.ts";
import { split } from "../../sql/split.ts";
import { sectionsOf, type RunProject } from "../project.ts";

/** Whether a migration has a down section with a statement in it. */
export function goesBack(project: RunProject, migration: Migration): boolean {
  return sectionsOf(migration, "down").some(({ path, span }) =>
    split(project.files[path] ?? "", span).pieces.some(({ kind }) => kind === "statement"),
  );
}
