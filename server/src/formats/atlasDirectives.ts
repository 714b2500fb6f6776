/** What the comments at the head of a file tell Atlas. */
export interface AtlasDirectives {
  /** `txmode none`. */
  readonly bare: boolean;
  readonly checkpoint: boolean;
  /** A `txmode` that Atlas does not know for a file. */
  readonly badTransaction: string | undefined;
  /** What ends statements in place of the semicolon. */
  readonly delimiter: string | undefined;
  /** UTF-16 offset behind the head. */
  readonly bodyStart: number;
}

const directive = /^[ -~]*?atlas:(\w+)(?: +([ -~]*))?/;

/** Directives count in the comments that a file begins with, where an empty line ends them (LocalFile.comments). */
export function atlasDirectives(text: string): AtlasDirectives {
  let at = 0;
  const found = new Map<string, string>();
  while (text.startsWith("--", at) || text.startsWith("#", at)) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    const [, name = "", value = ""] = directive.exec(text.slice(at, end).trim()) ?? [];
    if (name !== "") found.set(name, value.trim());
    at = feed < 0 ? text.length : feed + 1;
  }
  const isHead = text.startsWith("\n", at);
  const counted = isHead ? found : new Map<string, string>();
  const mode = counted.get("txmode");
  const [, delimiter] = /^-- atlas:delimiter +([ -~]+)(?:\n|$)/.exec(text) ?? [];
  return {
    bare: mode === "none",
    checkpoint: counted.has("checkpoint"),
    badTransaction: mode === undefined || mode === "none" || mode === "file" ? undefined : mode,
    delimiter: delimiter?.replaceAll(/\\[nrt]/g, (escape) => escapes[escape] ?? escape),
    bodyStart: bodyStart(text),
  };
}

const escapes: Readonly<Record<string, string>> = { "\\n": "\n", "\\r": "\r", "\\t": "\t" };

/** Behind the lines of directives that a file begins with, whether they count or not. */
function bodyStart(text: string): number {
  let at = 0;
  for (;;) {
    const feed = text.indexOf("\n", at);
    if (feed < 0 || !/^(?:--|#)[ -~]*atlas:/.test(text.slice(at, feed))) return at;
    at = feed + 1;
  }
}
