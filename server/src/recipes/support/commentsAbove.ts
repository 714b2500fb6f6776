import type { AnalysedSection } from "../../rules/rule.ts";

/** The comments right above the statement are about it; marks that end another one are not. */
export function startWithComments(content: string, section: AnalysedSection, at: number): number {
  let start = at;
  for (;;) {
    const line = /(?:^|\n)([ \t]*--[^\n]*\n)[ \t]*$/.exec(content.slice(section.span.start, start));
    const comment = line?.[1];
    if (comment === undefined || /StatementEnd/i.test(comment)) return start;
    start = content.lastIndexOf(comment, start);
  }
}
