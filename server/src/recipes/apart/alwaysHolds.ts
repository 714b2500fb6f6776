import { StatementCache } from "../../sql/parse.ts";
import { foldSection } from "../../timeline/timeline.ts";
import type { RecipeFacts } from "../recipe.ts";

const cache = new StatementCache();
const held = "it holds";

/**
 * Whether a condition of a statement's block is true on every major once earlier statements of the block have run: a
 * block that fails where it holds is then certain to fail of that.
 */
export function alwaysHolds(condition: string, earlier: readonly string[], facts: RecipeFacts): boolean {
  const probe = `DO $lockkeeper$ BEGIN IF ${condition} THEN RAISE EXCEPTION '${held}'; END IF; END $lockkeeper$`;
  if (condition.includes("$lockkeeper$")) return false;
  const statements = [...earlier, probe].map((text) => cache.get(text, facts.grammar));
  return [...facts.statement.entries].every(([major, { before }]) => {
    const { entries } = foldSection(before, {
      mode: "single",
      statements,
      major,
      timeZone: "UTC",
      splits: true,
      endsSession: false,
    });
    const fails = entries.at(-1)?.outcome.effects.fails;
    return fails?.when === "always" && fails.message === held;
  });
}
