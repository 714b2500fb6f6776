import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import type { Section } from "../../formats/format.ts";

/** Whether the tool sends what stands at a place in one transaction with what follows, or each statement by itself. */
export type Sending = "together" | "one-by-one";

export function sendingOf({ transaction }: Pick<Section, "transaction">): Sending {
  return transaction === "autocommit" ? "one-by-one" : "together";
}

/** The same at a statement, which a BEGIN of the file may stand before. */
export function sendingAt(section: AnalysedSection, { entries }: AnalysedStatement): Sending {
  const isOpen = [...entries.values()].every(({ transaction }) => transaction.open);
  return isOpen ? "together" : sendingOf(section);
}
