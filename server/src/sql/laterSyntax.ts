import type { RangeVar } from "@pgsql/types";
import type { SqlProblem } from "./span.ts";
import { tokensIn, type Token } from "./tokens.ts";
import type { LaterSyntax, Repack } from "./statement.ts";

/**
 * What 19.0 reads and 18 does not, as its release notes and reference pages have it; words are in capitals, strings
 * stand as `'`. What was withdrawn before 19.0 (property graphs, FOR PORTION OF, MERGE PARTITIONS) is not here.
 */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ["REPACK", /^REPACK(?= |$)/u],
  ["WAIT FOR LSN", /^WAIT FOR LSN /u],
  ["CHECKPOINT with options", /^CHECKPOINT \(/u],
  ["ON CONFLICT DO SELECT", / ON CONFLICT .*?DO SELECT(?= |$)/u],
  ["COPY with FORMAT json", /^COPY .* FORMAT JSON(?= |$)/u],
  ["GROUP BY ALL", / GROUP BY ALL(?! \()/u],
  ["IGNORE NULLS or RESPECT NULLS", / (?:IGNORE|RESPECT) NULLS(?= |$)/u],
  ["FOR ALL SEQUENCES in a publication", /^CREATE PUBLICATION .* ALL SEQUENCES(?= |$)/u],
  ["ALL TABLES EXCEPT in a publication", /^(?:CREATE|ALTER) PUBLICATION .* ALL TABLES EXCEPT /u],
  ["REFRESH SEQUENCES of a subscription", /^ALTER SUBSCRIPTION \S+ REFRESH SEQUENCES(?= |$)/u],
  ["CREATE SUBSCRIPTION … SERVER", /^CREATE SUBSCRIPTION \S+ SERVER /u],
];

/** What makes a statement unreadable that the grammar refused at `problem`; undefined where it is no later syntax. */
export function laterSyntax(text: string, problem: SqlProblem): LaterSyntax | undefined {
  if (problem.code !== "syntax-error") return undefined;
  const tokens = tokensIn(text).filter(({ kind }) => kind !== "comment");
  const words = tokens.map(wordOf);
  const line = words.join(" ");
  for (const [what, form] of forms) {
    const found = form.exec(line);
    if (found === null) continue;
    const first = line
      .slice(0, found.index)
      .split(" ")
      .filter((word) => word !== "").length;
    const last = first + found[0].trim().split(" ").length;
    // The grammar stops inside the words or right behind them; elsewhere something else is wrong.
    const start = tokens[first]?.span.start ?? 0;
    const end = tokens[last]?.span.end ?? text.length;
    if (problem.span.start < start || problem.span.start > end) continue;
    const span = { start, end: tokens[last - 1]?.span.end ?? end };
    return { since: 19, what, span, ...(what === "REPACK" ? repackOf(tokens, words) : {}) };
  }
  return undefined;
}

/** In place of a plain syntax error. */
export function laterProblem({ since, what, span }: LaterSyntax): SqlProblem {
  const message = `${what} is new in PostgreSQL ${since}; servers before it refuse it as a syntax error (SQLSTATE 42601).`;
  return { code: "newer-syntax", message, span };
}

function wordOf({ kind, text }: Token): string {
  if (text.startsWith("'")) return "'";
  return kind === "keyword" || kind === "identifier"
    ? text.startsWith('"')
      ? text
      : text.toUpperCase()
    : text;
}

/** Nothing where the rest is not as documented. */
function repackOf(tokens: readonly Token[], words: readonly string[]): { readonly repack?: Repack } {
  const line = words.join(" ");
  const parsed =
    /^REPACK(?: \( (?<options>[^)]*) \))?(?: (?<name>(?!USING )\S+(?: \. \S+)?)(?: \( [^)]* \))?)?(?<using> USING INDEX(?: (?<index>\S+))?)?$/u.exec(
      line,
    )?.groups;
  if (parsed === undefined) return {};
  const options = (parsed["options"] ?? "").split(" , ");
  const isOn = (option: string): boolean =>
    options.some((one) => one === option || new RegExp(`^${option} (?:ON|TRUE|1)$`, "u").test(one));
  const name = parsed["name"] === undefined ? undefined : nameIn(tokens, words, parsed["name"]);
  const index = parsed["index"] === undefined ? undefined : identifier(tokens.at(-1)?.text ?? "");
  return {
    repack: {
      ...(name === undefined ? {} : { relation: name }),
      ...(parsed["using"] === undefined ? {} : { index: index === undefined ? {} : { name: index } }),
      concurrently: isOn("CONCURRENTLY"),
      analyze: isOn("ANALYZE") || isOn("ANALYSE"),
    },
  };
}

function nameIn(tokens: readonly Token[], words: readonly string[], name: string): RangeVar {
  const [first = ""] = name.split(" ");
  const at = words.indexOf(first, words[1] === "(" ? words.indexOf(")") : 1);
  const parts = name.split(" . ").map((_, part) => identifier(tokens[at + 2 * part]?.text ?? ""));
  const [schemaname, relname] = parts.length > 1 ? parts : [undefined, parts[0]];
  return {
    relname: relname ?? "",
    inh: true,
    relpersistence: "p",
    ...(schemaname === undefined ? {} : { schemaname }),
  };
}

function identifier(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}
