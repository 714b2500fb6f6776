import { template } from "./lexQuotes.ts";
import { namesOfPlaceholder } from "./mask.ts";
import type { Statement } from "./statement.ts";

/** A tool's placeholders as they are written, by the names that the catalog has in their place. */
export type PlaceholderNames = Readonly<Record<string, string>>;

/** A statement's own text, as the grammar was given it; `body` is that of a function or a DO block. */
type Source = Pick<Statement, "text" | "masked"> & Partial<Pick<Statement, "body">>;

/** A tool's placeholder, one in quotes, or what may be a variable of psql, in the text of a statement. */
const variable = /(?<!:):[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/u.source;
const placeholder = new RegExp(`"(?:${template})"|${template}|\\$%\\w+%\\$|${variable}`, "gu");

const known = new WeakMap<Source, PlaceholderNames>();
const none: PlaceholderNames = {};

/** Those that stand in any of these statements, or in the bodies that they have. */
export function placeholderNames(placed: Iterable<{ readonly statement: Source }>): PlaceholderNames {
  let all = none;
  for (const { statement } of placed) {
    const own = namesIn(statement);
    // Where it can stand without quotes it need not have them.
    for (const [name, text] of Object.entries(own))
      if (all[name] === undefined || !text.startsWith('"')) all = { ...all, [name]: text };
  }
  return all;
}

function namesIn(statement: Source): PlaceholderNames {
  const { text, masked, body } = statement;
  if (masked === text && body === undefined) return none;
  const before = known.get(statement);
  if (before !== undefined) return before;
  const names: Record<string, string> = {};
  for (const { 0: found, index } of text.matchAll(placeholder)) {
    // A colon may be SQL, which is left as it stands; what a body has is not masked with the statement.
    if (masked.startsWith(found, index) && (body === undefined || isVariable(found))) continue;
    for (const name of namesOfPlaceholder(found.replace(/^"|"$/g, "")))
      if (names[name] === undefined || !found.startsWith('"')) names[name] = found;
  }
  known.set(statement, names);
  return names;
}

/** An SQL text with the placeholders again. */
export function withPlaceholders(sql: string, names: PlaceholderNames): string {
  const pattern = patternOf(names, sql);
  return pattern === undefined
    ? sql
    : sql.replace(pattern, (name, quoted?: string) => names[quoted ?? name] ?? name);
}

/** Words that name objects, with the placeholders as they are written, none of them in quotes of its own. */
export function asWritten(words: string, names: PlaceholderNames): string {
  const pattern = patternOf(names, words);
  return pattern === undefined
    ? words
    : words.replace(pattern, (name, quoted?: string) => {
        const text = names[quoted ?? name] ?? name;
        return text.startsWith('"') ? text.slice(1, -1) : text;
      });
}

function patternOf(names: PlaceholderNames, text: string): RegExp | undefined {
  // The longest first: one may begin like another.
  const all = Object.keys(names).sort((one, other) => other.length - one.length);
  if (!all.some((name) => text.includes(name))) return undefined;
  const own = all.map((name) => name.replaceAll("\\", "\\\\"));
  const whole = all.map(
    (name, index) => `${own[index]}${isVariable(names[name]) ? "(?![A-Za-z0-9_$])" : ""}`,
  );
  return new RegExp(`"(${own.join("|")})"|(?<![A-Za-z0-9_])(?:${whole.join("|")})`, "g");
}

/** `:name`, of which nothing else is a part: `_name` stands for it, which other names may begin with. */
function isVariable(text = ""): boolean {
  return text.startsWith(":");
}
