import type { DraftFile } from "../../formats/format.ts";
import type { Span } from "../../sql/span.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { sectionsIn } from "./drafts.ts";
import type { FileEdit } from "./edits.ts";
import { rolloutComments } from "./rolloutComment.ts";

/*
 * What a rollout remembers is for us and long, so it stands at the end of the file that begins it: what one reads first
 * is what the migration does.
 */

/** Edits with a comment behind all that is in the file. */
export function editsWithAtEnd(
  edits: readonly FileEdit[],
  path: string,
  content: string,
  comment: string,
): readonly FileEdit[] {
  const isAtEnd = ({ path: own, span }: FileEdit): boolean => own === path && span.start === content.length;
  const before = edits.filter(isAtEnd).map(({ newText }) => newText);
  const span = { start: content.length, end: content.length };
  const text = `${before.join("")}${separator(content + before.join(""))}${comment}\n`;
  return [...edits.filter((each) => !isAtEnd(each)), { path, span, newText: text }];
}

/** Newly written files, with a comment at the end of the one whose statements are sent first. */
export function filesWithAtEnd(
  written: readonly DraftFile[],
  comment: string,
  { format, around }: Pick<RewriteInput, "format" | "around">,
): readonly DraftFile[] {
  // What lists the migrations tells their order.
  const isNew = (path: string): boolean =>
    written.some((file) => file.path === path && file.replaces !== true);
  const ups = sectionsIn(format, written, around).filter(({ direction }) => direction === "up");
  const first = ups.find(({ path }) => isNew(path))?.path;
  return written.map((file) =>
    file.path === first ? { ...file, content: `${file.content.trimEnd()}\n\n${comment}\n` } : file,
  );
}

function separator(content: string): string {
  if (content === "" || /\n\r?\n$/.test(content)) return "";
  return content.endsWith("\n") ? "\n" : "\n\n";
}

/** Where a section ends without the comments behind its last statement that begin rollouts: those stay in their file. */
export function endBeforeRollouts(content: string, { start, end }: Span): number {
  let last = end;
  for (const { span } of [...rolloutComments(content)].reverse()) {
    if (span.start < start || content.slice(span.end, last).trim() !== "") break;
    last = span.start;
  }
  return last === end ? end : content.slice(0, last).trimEnd().length;
}
