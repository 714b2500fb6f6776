import type { AnalysedStatement } from "../../rules/rule.ts";
import type { RecipeFacts } from "../recipe.ts";

/** The statements of the file behind an earlier one, and before the one that the facts are about. */
export function between(
  { section, statement }: Pick<RecipeFacts, "section" | "statement">,
  earlier: AnalysedStatement,
): readonly AnalysedStatement[] {
  return section.statements.filter(
    ({ span }) => span.start > earlier.span.start && span.start < statement.span.start,
  );
}
