import { rules } from "../rules/index.ts";
import type { Span } from "../sql/span.ts";
import { counterparts } from "./peerRules.ts";

/** A comment by which another linter was told to accept something. */
export interface PeerComment {
  /** For the statement below, or for the whole file. */
  readonly scope: "statement" | "file";
  /** Our rules that say what the other linter says. */
  readonly rules: readonly string[];
  /** What stands there as the reason; else the comment itself. */
  readonly reason: string;
  /** In the file, UTF-16. */
  readonly span: Span;
}

/** The comments of other linters: what they begin with, and which of them hold for the whole file. */
const forms: readonly { readonly mark: RegExp; readonly file?: true }[] = [
  { mark: /^squawk-ignore-file\b/, file: true },
  { mark: /^squawk-ignore\b/ },
  { mark: /^pgfence-ignore\b:?/ },
  { mark: /^atlas:nolint\b/ },
  { mark: /^pg(?:t|ls)-ignore-all\b/, file: true },
  { mark: /^pg(?:t|ls)-ignore\b/ },
  { mark: /^eugene:\s*ignore\b/ },
  { mark: /^safety[_-]assured\b/ },
];

const comment = /--[ \t]*([^\r\n]*)|\/\*\s*([^*\r\n]*?)\s*\*\//g;
/** What only a mention of theirs has; looked for first, since most files have none. */
const mention = /squawk-ignore|pgfence-ignore|atlas:nolint|pgt-ignore|pgls-ignore|eugene:|safety[_-]assured/;

/** Whether a text may hold such comments. */
export function mentionsPeers(text: string): boolean {
  return mention.test(text);
}

/** The comments of other linters within a part of a text that holds no statement. */
export function peerComments(text: string, within: Span): readonly PeerComment[] {
  return [...text.slice(within.start, within.end).matchAll(comment)].flatMap((match) => {
    const words = (match[1] ?? match[2] ?? "").trim();
    const form = forms.find(({ mark }) => mark.test(words));
    if (form === undefined) return [];
    const { names, reason } = parts(words.replace(form.mark, ""));
    const start = within.start + match.index;
    return [
      {
        scope: form.file === true ? "file" : "statement",
        rules: names.length === 0 ? acceptable : names.flatMap(counterparts),
        reason: reason === "" ? words : reason,
        span: { start, end: start + match[0].length },
      } as const,
    ];
  });
}

/** What follows the mark: names of rules, and behind `--` or a colon the reason. */
function parts(rest: string): { readonly names: readonly string[]; readonly reason: string } {
  const [, names = "", reason = ""] = /^(.*?)(?:(?:--|:\s)(.*))?$/s.exec(rest) ?? [];
  return { names: names.split(/[\s,:]+/).filter((name) => name !== ""), reason: reason.trim() };
}

/** What a comment that names nothing accepts: all but what is certain to fail, which no other linter knows. */
const acceptable = rules
  .filter(({ id, group }) => group !== "syntax" && !id.startsWith("fails-"))
  .map(({ id }) => id);
