import type { AnalysedSection } from "../../rules/rule.ts";
import { rolloutComments } from "./rolloutComment.ts";

/** The comments right above the statement are about it; marks that end another one and what rollouts remember are not. */
export function startWithComments(content: string, section: AnalysedSection, at: number): number {
  const rollouts = rolloutComments(content);
  let start = at;
  for (;;) {
    const line = /(?:^|\n)([ \t]*--[^\n]*\n)[ \t]*$/.exec(content.slice(section.span.start, start));
    const comment = line?.[1];
    if (comment === undefined || /StatementEnd/i.test(comment)) return start;
    const above = content.lastIndexOf(comment, start);
    if (rollouts.some(({ span }) => span.start <= above && above < span.end)) return start;
    start = above;
  }
}
