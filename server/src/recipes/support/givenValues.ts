import type { Span } from "../../sql/span.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";

const pattern = /^[ \t]*--[ \t]*lockkeeper-value\b[ \t:]*([^\r\n]*)/gm;

/**
 * What the user says that columns hold, computed from others of the row, where no statement says it: comments
 * `-- lockkeeper-value COLUMN = EXPRESSION` in a section before a statement, the nearest first, and what stands behind
 * `--value` on the command line before those.
 */
export class GivenValues {
  readonly #given: readonly string[];
  readonly #grammar: Grammar;

  /** @param within from the section's start to the statement, UTF-16 in the file */
  constructor(text: string, within: Span, more: readonly string[], grammar: Grammar) {
    const slice = text.slice(within.start, within.end);
    const comments = slice.includes("lockkeeper-value")
      ? [...slice.matchAll(pattern)].map(([, words = ""]) => words).reverse()
      : [];
    this.#given = [...more, ...comments];
    this.#grammar = grammar;
  }

  /** The expression as SQL; undefined where nobody gave one that can be read. */
  of(column: string): string | undefined {
    for (const words of this.#given) {
      const value = assigned(words, column, this.#grammar);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** The words are what stands behind SET of an UPDATE. */
function assigned(words: string, column: string, grammar: Grammar): string | undefined {
  const parsed = grammar.parse(`UPDATE t SET ${words}`);
  if (!parsed.ok || !("UpdateStmt" in parsed.value.node)) return undefined;
  const { targetList = [], whereClause, fromClause } = parsed.value.node.UpdateStmt;
  if (whereClause !== undefined || fromClause !== undefined) return undefined;
  for (const target of targetList) {
    if (!("ResTarget" in target)) continue;
    const { name, val, indirection } = target.ResTarget;
    if (name === column && val !== undefined && indirection === undefined && !("MultiAssignRef" in val))
      return "SetToDefault" in val ? undefined : printExpression(val, grammar);
  }
  return undefined;
}
