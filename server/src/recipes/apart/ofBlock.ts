import { stateOf } from "../../interpret/plpgsql/conditions.ts";
import type { Statement } from "../../sql/statement.ts";
import { split } from "../../sql/split.ts";
import { tokensIn } from "../../sql/tokens.ts";
import type { Parts } from "./statementParts.ts";

/**
 * Whether a condition of a block is certain to hold where the block stands, once `earlier` statements of it have run.
 */
export type Holds = (condition: string, earlier: readonly string[]) => boolean;

const opening = /^do\s+(?:language\s+plpgsql\s+)?(\$[a-z_0-9]*\$)((?:\s|--[^\n]*\n)*begin\b)/i;
const definition = /^(?:create|alter|drop|comment|grant|revoke)\b/i;
/** These change rows as they would outside of the block, where nobody asks then whether they have. */
const change = /^(?:insert\s+into|update|delete\s+from)\b/i;
/** What a plan writes so that a step may run again (`support/guarded.ts`) stays as it is. */
const ours = /^NOT EXISTS \(\s+SELECT FROM pg_catalog\./;
const says = /^(?:raise\s+(?:notice|warning|info|debug|log)\b|null\b)/i;

/**
 * The statements of a DO block that only defines things and changes rows: no variables, no conditions but such as are certain to hold, no
 * handlers but such as only say something of errors that the catalog decides on, so that they mean the same one after the other. Comments between them, and
 * the conditions, come first.
 */
export function ofBlock({ node, text }: Statement, holds: Holds): Parts | undefined {
  if (node === undefined || !("DoStmt" in node)) return undefined;
  const inside = insideOf(text);
  if (inside === undefined) return undefined;
  const { pieces, problems } = split(text, inside);
  const statements = pieces.filter(({ kind }) => kind === "statement");
  const reading = new Reading(holds);
  const isRead = statements.every(({ span }) => reading.takes(text.slice(span.start, span.end)));
  const { found, conditions } = reading;
  if (problems.length > 0 || !isRead || !reading.isComplete || found.length === 0) return undefined;
  const comments = text.slice(inside.start, inside.end).match(/--[^\n]*/g) ?? [];
  const held = conditions.map((each) => `-- Where ${each}: so it is once the migrations before have run.`);
  return {
    head: "",
    lead: [...comments, ...held].map((comment) => `${comment}\n`).join(""),
    between: ";\n",
    parts: found.map((whole) => ({ whole, pieces: [whole] })),
    tail: "",
    unwraps: true,
  };
}

/** What stands between BEGIN and END. */
function insideOf(text: string): { readonly start: number; readonly end: number } | undefined {
  const [all, quote = "", begin = ""] = opening.exec(text) ?? [];
  const close = text.lastIndexOf(quote);
  const start = text.indexOf(quote) + quote.length + begin.length;
  const behind = text.slice(close + quote.length);
  if (all === undefined || close <= start || !/^(?:\s+language\s+plpgsql)?\s*$/i.test(behind))
    return undefined;
  const end = start + text.slice(start, close).search(/\bend\s*;?\s*$/i);
  return end < start ? undefined : { start, end };
}

/** The statements of a block, piece by piece; one that opens IF or EXCEPTION holds the statement behind it too. */
class Reading {
  readonly found: string[] = [];
  readonly conditions: string[] = [];
  readonly #holds: Holds;
  #isConditional = false;
  #handles = false;

  constructor(holds: Holds) {
    this.#holds = holds;
  }

  get isComplete(): boolean {
    return !this.#isConditional;
  }

  takes(piece: string): boolean {
    if (this.#handles) return handled(piece);
    if (/^exception\b/i.test(piece)) {
      this.#handles = true;
      // What a trigger or a cast of a row does may fail in the same way.
      if (this.found.some((each) => change.test(each))) return false;
      return !this.#isConditional && handled(piece.replace(/^exception\b/i, ""));
    }
    if (/^end\s+if$/i.test(piece)) {
      const wasConditional = this.#isConditional;
      this.#isConditional = false;
      return wasConditional;
    }
    return /^if\b/i.test(piece) ? this.#opens(piece) : this.#runs(piece);
  }

  #opens(piece: string): boolean {
    const tokens = tokensIn(piece);
    const then = tokens.find(({ text }) => text.toLowerCase() === "then");
    if (this.#isConditional || then === undefined || /\bcase\b/i.test(piece)) return false;
    const condition = piece.slice(2, then.span.start).trim();
    if (ours.test(condition) || !this.#holds(condition, this.found)) return false;
    this.conditions.push(
      condition
        .replaceAll(/--[^\n]*/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim(),
    );
    this.#isConditional = true;
    const first = tokens.find(({ span }) => span.start >= then.span.end);
    return first !== undefined && this.#runs(piece.slice(first.span.start));
  }

  #runs(piece: string): boolean {
    const isOne = definition.test(piece) || change.test(piece);
    if (isOne) this.found.push(piece);
    return isOne || says.test(piece);
  }
}

/**
 * `WHEN … THEN` and what comes then: only errors that the catalog decides on, so that the history tells whether they
 * come. Others may come of rows, and would be passed over.
 */
function handled(piece: string): boolean {
  const bare = piece.replaceAll(/--[^\n]*/g, " ").trim();
  const [all, conditions] = /^when\b((?:(?!\bthen\b)[\s\S])*)\bthen\b/i.exec(bare) ?? [];
  if (all === undefined || conditions === undefined) return says.test(bare);
  const states = conditions.split(/\bor\b/i).map((each) => {
    const [, literal] = /^\s*sqlstate\s+'(\w{5})'\s*$/i.exec(each) ?? [];
    return literal ?? stateOf(each.trim().toLowerCase());
  });
  return states.every((state) => /^(?:42|2B)/.test(state ?? "")) && says.test(bare.slice(all.length).trim());
}
