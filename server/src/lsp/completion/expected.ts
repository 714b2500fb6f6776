import type { Token } from "../../sql/tokens.ts";

/** What may stand at a place, by the words in front of it. */
export type Expected =
  | "statement"
  | "table"
  | "view"
  | "index"
  | "sequence"
  | "type"
  | "function"
  | "schema"
  | "constraint"
  | "column"
  | "value"
  | "object-kind"
  | "subcommand"
  | "new-name";

/** Words that only stand between the word that decides and the name. */
const between = new Set(["if", "not", "exists", "only", "concurrently"]);

const byWord: Readonly<Record<string, Expected>> = {
  from: "table",
  join: "table",
  into: "table",
  update: "table",
  references: "table",
  truncate: "table",
  view: "view",
  index: "index",
  sequence: "sequence",
  domain: "type",
  "::": "type",
  function: "function",
  procedure: "function",
  call: "function",
  schema: "schema",
  constraint: "constraint",
  column: "column",
};

/** Where a name that is made stands, nothing is offered. */
const makes = new Set(["create", "add", "to"]);

/** `tokens`: those of the statement in front of the word that is being typed. */
export function expectedBehind(tokens: readonly Token[]): Expected {
  const words = tokens.map(({ text }) => text.toLowerCase());
  while (between.has(words.at(-1) ?? "")) words.pop();
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return "statement";
  if (words.length === 1 && ["create", "alter", "drop"].includes(first)) return "object-kind";
  if (last === "to") return "new-name";
  if (last === "type") return first === "create" ? "new-name" : "type";
  if (last === "table") return first === "create" ? "new-name" : "table";
  if (last === "on") return isJoin(words) ? "value" : "table";
  const named = byWord[last];
  if (named !== undefined) return isMade(words) ? "new-name" : named;
  return inside(words) ?? "value";
}

/** CREATE INDEX, ADD COLUMN, ADD CONSTRAINT: what follows is a new name. */
function isMade(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (
    ![
      "view",
      "index",
      "sequence",
      "domain",
      "function",
      "procedure",
      "schema",
      "constraint",
      "column",
    ].includes(last)
  )
    return false;
  const before = words
    .slice(0, -1)
    .reverse()
    .find((word) => !isModifier(word));
  return makes.has(before ?? "create");
}

function isModifier(word: string): boolean {
  return ["unique", "or", "replace", "materialized", "recursive", "temp", "temporary"].includes(word);
}

function isJoin(words: readonly string[]): boolean {
  return words.includes("join");
}

/** What follows something that is no such word. */
function inside(words: readonly string[]): Expected | undefined {
  const [first, second] = words;
  const last = words.at(-1) ?? "";
  if (isDefiningColumn(words)) return "type";
  if (first === "create" && second === "table" && depth(words) === 1 && ["(", ","].includes(last))
    return "new-name";
  const isAltered = first === "alter" && second === "table" && depth(words) === 0;
  if (isAltered && (last === "," || isTableName(words))) return "subcommand";
  if (isAltered && ["drop", "alter", "rename"].includes(last)) return "column";
  return undefined;
}

/** `ADD COLUMN name`, or the first word of an element of CREATE TABLE. */
function isDefiningColumn(words: readonly string[]): boolean {
  const [first, second] = words;
  const before = words
    .slice(0, -1)
    .filter((word) => !between.has(word))
    .at(-1);
  if (!isWord(words.at(-1))) return false;
  if (before === "column") return words.lastIndexOf("add") > words.lastIndexOf("drop") && isAdded(words);
  return first === "create" && second === "table" && depth(words) === 1 && ["(", ","].includes(before ?? "");
}

function isAdded(words: readonly string[]): boolean {
  const column = words.lastIndexOf("column");
  return words[column - 1] === "add";
}

/** Only the name of the table stands behind ALTER TABLE. */
function isTableName(words: readonly string[]): boolean {
  const rest = words.slice(2).filter((word) => !between.has(word));
  return (
    rest.length > 0 &&
    rest.every((word, index) => (index % 2 === 0 ? isWord(word) : word === ".")) &&
    rest.length % 2 === 1
  );
}

function isWord(word: string | undefined): boolean {
  return word !== undefined && /^["a-z_\u0080-\uffff]/.test(word);
}

function depth(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (word === "(" ? 1 : word === ")" ? -1 : 0), 0);
}
