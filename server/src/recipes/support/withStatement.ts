import type { RewriteInput } from "../rewriteInput.ts";
import { sectionsIn } from "./drafts.ts";
import { applyEdits, type FileEdit } from "./edits.ts";

/**
 * Edits that leave only comments of a section, together with a statement that does nothing, for tools that refuse a file
 * without one.
 */
export function withStatement(
  edits: readonly FileEdit[],
  { format, facts, text, around }: Pick<RewriteInput, "format" | "facts" | "text" | "around">,
): readonly FileEdit[] {
  const { path, direction, span } = facts.section;
  if (format.needsStatement !== true || direction === "down") return edits;
  const own = edits.filter((edit) => edit.path === path);
  const content = applyEdits(text(path), own);
  const sections = sectionsIn(format, [{ path, content }], around).filter(
    (section) => section.direction === "up",
  );
  if (sections.some((section) => isSql(content.slice(section.span.start, section.span.end)))) return edits;
  return [...edits, { path, span: { start: span.end, end: span.end }, newText: "\nSELECT 1;" }];
}

function isSql(text: string): boolean {
  return text.split("\n").some((line) => line.trim() !== "" && !line.trim().startsWith("--"));
}
