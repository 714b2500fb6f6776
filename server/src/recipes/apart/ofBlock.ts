import type { Statement } from "../../sql/statement.ts";
import { split } from "../../sql/split.ts";
import type { Parts } from "./statementParts.ts";

const opening = /^do\s+(?:language\s+plpgsql\s+)?(\$[a-z_0-9]*\$)((?:\s|--[^\n]*\n)*begin\b)/i;
const definition = /^(?:create|alter|drop|comment)\b/i;

/**
 * The statements of a DO block that only defines things: no variables, conditions or handlers, so that they mean the
 * same one after the other. Comments between them come first.
 */
export function ofBlock({ node, text }: Statement): Parts | undefined {
  if (node === undefined || !("DoStmt" in node)) return undefined;
  const open = opening.exec(text);
  const [, quote = "", begin = ""] = open ?? [];
  const close = text.lastIndexOf(quote);
  const start = text.indexOf(quote) + quote.length + begin.length;
  if (
    open === null ||
    close <= start ||
    !/^(?:\s+language\s+plpgsql)?\s*$/i.test(text.slice(close + quote.length))
  )
    return undefined;
  const end = start + text.slice(start, close).search(/\bend\s*;?\s*$/i);
  if (end < start) return undefined;
  const { pieces, problems } = split(text, { start, end });
  const statements = pieces.filter(({ kind }) => kind === "statement");
  const texts = statements.map(({ span }) => text.slice(span.start, span.end));
  if (problems.length > 0 || texts.length === 0 || !texts.every((each) => definition.test(each)))
    return undefined;
  const comments = text.slice(open[0].length, end).match(/--[^\n]*/g) ?? [];
  return {
    head: "",
    lead: comments.map((comment) => `${comment}\n`).join(""),
    between: ";\n",
    parts: texts.map((whole) => ({ whole, pieces: [whole] })),
    tail: "",
  };
}
