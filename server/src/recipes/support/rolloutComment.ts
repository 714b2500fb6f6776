import laidOut from "json-stringify-pretty-compact";
import type { Span } from "../../sql/span.ts";
import type { Plan } from "../recipe.ts";

/** Characters of a line of JSON; what is shorter stays on one, so that the comment is not longer than the SQL below it. */
const maxLength = 110;

/**
 * The comment that later brings the pending phases back: `-- lockkeeper:rollout {json}`, laid out over several comment
 * lines. A text of several lines stands there line by line.
 */
export function rolloutComment({ recipe, title }: Plan, rollout: NonNullable<Plan["rollout"]>): string {
  const { id, state, placeholders } = rollout;
  const memory = {
    version: 1,
    id,
    recipe,
    title,
    state,
    ...(placeholders === undefined ? {} : { placeholders }),
  };
  const text = escaped(laidOut(memory, { replacer: inLines, indent: 2, maxLength })).replaceAll(
    "\n",
    "\n-- ",
  );
  const [again] = rolloutComments(`-- lockkeeper:rollout ${text}`);
  const isTheSame = JSON.stringify(again?.memory) === JSON.stringify(memory);
  return `-- lockkeeper:rollout ${isTheSame ? text : inComment(memory)}`;
}

/**
 * JSON on one line. It may hold line separators that some editors break lines at, and what a tool would take for the
 * beginning of a placeholder, also in a comment.
 */
export function inComment(memory: object): string {
  return escaped(JSON.stringify(memory));
}

function escaped(json: string): string {
  return json.replace(
    /[\u0085\u2028\u2029]|\{(?=\{)|\$(?=[{%])/g,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

/** What a text of several lines is within the JSON. */
const linesOf = "lines";

function inLines(_key: string, value: unknown): unknown {
  return typeof value === "string" && value.includes("\n") ? { [linesOf]: value.split("\n") } : value;
}

function fromLines(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const [only, ...others] = Object.entries(value);
  if (only?.[0] !== linesOf || others.length > 0 || !Array.isArray(only[1])) return value;
  return only[1].every((line) => typeof line === "string") ? only[1].join("\n") : value;
}

export interface RolloutComment {
  /** What the JSON says, as it was read. */
  readonly memory: unknown;
  /** UTF-16. */
  readonly span: Span;
}

const opening = /^[ \t]*--[ \t]*lockkeeper:rollout[ \t]+(?=\{)/gm;

/** The comments in a text that begin rollouts, on one line or several. Those that cannot be read are passed over. */
export function rolloutComments(content: string): readonly RolloutComment[] {
  return [...content.matchAll(opening)].flatMap((match) => {
    const from = match.index + match[0].length;
    let json = "";
    for (let start = from; start < content.length;) {
      const newline = content.indexOf("\n", start);
      const end = newline < 0 ? content.length : newline;
      const line = /^([ \t]*--)?(.*?)[ \t\r]*$/.exec(content.slice(start, end));
      if (start > from && line?.[1] === undefined) return [];
      json += `\n${line?.[2] ?? ""}`;
      const memory = json.trimEnd().endsWith("}") ? parsed(json, start > from) : undefined;
      if (memory !== undefined)
        return [{ memory, span: { start: match.index, end: content.slice(0, end).trimEnd().length } }];
      start = end + 1;
    }
    return [];
  });
}

function parsed(json: string, overLines: boolean): unknown {
  try {
    return JSON.parse(json, overLines ? fromLines : undefined);
  } catch {
    return undefined;
  }
}
