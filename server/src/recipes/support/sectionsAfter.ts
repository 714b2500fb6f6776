import type { Section } from "../../formats/format.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { sectionsIn } from "./drafts.ts";
import { applyEdits, type FileEdit } from "./edits.ts";

/** The migration's sections as the tool reads them after edits. */
export function sectionsAfter(
  edits: readonly FileEdit[],
  { format, migration, text, around }: RewriteInput,
): readonly Section[] {
  const files = migration.paths.map((path) => ({
    path,
    content: applyEdits(
      text(path),
      edits.filter((edit) => edit.path === path),
    ),
  }));
  return sectionsIn(format, files, around);
}
