import type { Span } from "../sql/span.ts";
import type { Section } from "./format.ts";

/** Whether a tool that sends pipelines takes a statement out of them; leading comments do not count. */
export function isAlone(statement: string, { alone = [] }: Pick<Section, "alone">): boolean {
  return alone.some((pattern) => new RegExp(`^(?:${pattern})`, "i").test(statement));
}

/**
 * The parts of a section that are read by themselves: where the tool cuts behind a semicolon, as it mostly does, its
 * portions are read on as one.
 */
export function readingSpans(text: string, { span, portions = [span] }: Section): readonly Span[] {
  const spans: Span[] = [];
  for (const portion of portions) {
    const last = spans.at(-1);
    if (last !== undefined && text[last.end - 1] === ";")
      spans.splice(-1, 1, { start: last.start, end: portion.end });
    else spans.push(portion);
  }
  return spans;
}
