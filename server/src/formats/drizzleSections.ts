import type { Span } from "../sql/span.ts";
import { split } from "../sql/split.ts";
import type { FileTree, FormatProblem, Section } from "./format.ts";
import { problemAt } from "./markers.ts";
import { trimmed, wholeFile } from "./sections.ts";

const breakpoint = "--> statement-breakpoint";

/**
 * A file as Drizzle sends it: cut at each breakpoint, wherever that stands, each part as one simple query inside the
 * one transaction of all pending migrations (drizzle-orm, migrator.ts).
 */
export function drizzleSection(tree: FileTree, path: string, problems: FormatProblem[]): Section {
  const section = wholeFile(tree, path, "up", "all-pending", problems);
  const text = tree.text(path) ?? "";
  const portions = portionsOf(text, section.span);
  problems.push(...cutStatements(text, path, section.span, portions));
  return portions.length < 2 ? section : { ...section, splits: true, portions };
}

function portionsOf(text: string, span: Span): readonly Span[] {
  const portions: Span[] = [];
  let start = span.start;
  while (start <= span.end) {
    const found = text.indexOf(breakpoint, start);
    const end = found < 0 || found >= span.end ? span.end : found;
    const portion = trimmed(text, { start, end });
    if (portion.end > portion.start) portions.push(portion);
    start = end === span.end ? span.end + 1 : end + breakpoint.length;
  }
  return portions;
}

/** A breakpoint inside a string, a body or a comment cuts that in two. */
function cutStatements(
  text: string,
  path: string,
  span: Span,
  portions: readonly Span[],
): readonly FormatProblem[] {
  if (portions.length < 2) return [];
  return portions.slice(0, -1).flatMap((portion) => {
    const [problem] = split(text, portion).problems;
    const at = text.indexOf(breakpoint, portion.end);
    if (problem === undefined || at < 0 || at >= span.end) return [];
    const message =
      "Drizzle cuts the file at every `--> statement-breakpoint`, also inside a string, a function body or a " +
      `comment: what stands before this one is sent incomplete (${problem.message}). Move the mark behind the statement.`;
    return [problemAt(path, { start: at, end: at + breakpoint.length }, "breakpoint-in-statement", message)];
  });
}
