import { asWritten, placeholderNames } from "../sql/placeholderNames.ts";
import type { Statement } from "../sql/statement.ts";

/** No message of a finding is longer, in UTF-16: what is left out, the hover has. */
export const longestMessage = 299;

/**
 * A message with the placeholders of its statement as they are written, and no longer than one reads: first less is told
 * of what is assumed and of what is locked, then names lose their middle, and in the end the assumption and the
 * sentences between the consequence and the advice go.
 */
export function brief(message: string, statement: Statement | undefined): string {
  const whole = statement === undefined ? message : asWritten(message, placeholderNames([{ statement }]));
  if (whole.length <= longestMessage) return whole;
  const ways = [oneAssumption, lockAlone, ...[40, 28, 20].map((most) => shortNames(most)), noAssumption];
  let shorter = whole;
  for (const way of ways) {
    shorter = way(shorter);
    if (shorter.length <= longestMessage) return shorter;
  }
  return fewerSentences(shorter);
}

function oneAssumption(message: string): string {
  const at = message.indexOf(" Assumed: ");
  if (at < 0) return message;
  const [first = "", ...others] = message.slice(at, -1).split("; ");
  const more = others.length === 1 ? "one" : String(others.length);
  return `${message.slice(0, at)}${first}${others.length === 0 ? "" : `; and ${more} more`}.`;
}

function noAssumption(message: string): string {
  const at = message.indexOf(" Assumed: ");
  return at < 0 ? message : message.slice(0, at);
}

/** Only which lock: what it is on, and what that blocks, the consequence has said. */
function lockAlone(message: string): string {
  return message.replaceAll(/( takes [A-Z]+(?: [A-Z]+)*) on (?:[^.]|\.(?=\S))*/gu, "$1");
}

function shortNames(most: number): (message: string) => string {
  const long = new RegExp(`\\{\\{[^}]*\\}\\}|[^\\s]{${most + 1},}`, "gu");
  return (message) =>
    message.replaceAll(long, (name) => (name.startsWith("{{") ? "{{…}}" : withoutMiddle(name, most)));
}

/** The beginning and the end, where the marks stand that belong to the sentence. */
function withoutMiddle(name: string, most: number): string {
  const letters = Array.from(name);
  return [...letters.slice(0, most - 11), "…", ...letters.slice(-10)].join("");
}

function fewerSentences(message: string): string {
  const sentences = message.split(/(?<=[.:]) (?=\p{Lu})/u);
  while (sentences.length > 1 && sentences.join(" ").length > longestMessage) {
    sentences.splice(1, 1);
    // What stood behind its colon is gone.
    sentences[0] = (sentences[0] ?? "").replace(/:$/u, ".");
  }
  const kept = sentences.join(" ");
  if (kept.length <= longestMessage) return kept;
  return `${kept
    .slice(0, longestMessage - 1)
    .replace(/[\uD800-\uDBFF]$/u, "")
    .trimEnd()}…`;
}
