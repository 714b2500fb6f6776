import type { Difference } from "../../catalog/differences/compareCatalogs.ts";
import type { Section } from "../../formats/format.ts";
import { readingSpans } from "../../formats/sending.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { readStatements, StatementCache } from "../../sql/parse.ts";
import type { Catalogs } from "../history.ts";
import { differencesBetween } from "../verify/otherEnd.ts";
import { pass, type Manner } from "../verify/passage.ts";

/** A statement of a down that would not run. */
export interface Failing {
  readonly text: string;
  /** The server's words. */
  readonly why: string;
  /** Only where the table has rows. */
  readonly ifRows: boolean;
}

/** What becomes of the catalog after an up when a down is run. */
export interface Verified {
  readonly failing: readonly Failing[];
  /** In what the end is not what was there before the up. */
  readonly differences: readonly Difference[];
}

const cache = new StatementCache();

export function verifyInverse(
  section: Section,
  text: string,
  { before, after }: { readonly before: Catalogs; readonly after: Catalogs },
  manner: Manner,
  grammar: Grammar,
): Verified {
  const statements = readingSpans(text, section).flatMap(
    (span) => readStatements(text, span, grammar, cache).statements,
  );
  const { passed, end } = pass([{ section, statements, endsSession: true }], after, manner);
  const failing = passed.flatMap(({ statement, entries }) => {
    for (const { outcome } of entries.values()) {
      const { fails } = outcome.effects;
      const isCertain = fails?.when === "always" || fails?.when === "if-rows";
      if (fails !== undefined && isCertain)
        return [{ text: statement.text, why: fails.message, ifRows: fails.when === "if-rows" }];
      if (statement.node === undefined)
        return [{ text: statement.text, why: "it cannot be read", ifRows: false }];
    }
    return [];
  });
  return { failing, differences: differencesBetween(before, end, grammar) };
}
