/** The headers of a committed file; a line feed alone ends their lines. */
export interface GraphileHeader {
  readonly previous: string | undefined;
  readonly hash: string | undefined;
  readonly allowsInvalid: boolean;
  /** Whether an empty line follows them. */
  readonly ended: boolean;
  /** UTF-16 offset behind the headers. */
  readonly bodyStart: number;
}

const line = /^--! ([A-Z][a-zA-Z0-9_]*)(?::(.*))?$/s;

/** As parseMigrationText reads them (dist/migration.js). */
export function graphileHeader(text: string): GraphileHeader {
  const found = new Map<string, string>();
  let at = 0;
  let next = text.indexOf("\n");
  while (next >= 0) {
    const match = line.exec(text.slice(at, next));
    if (match === null) break;
    found.set(match[1] ?? "", (match[2] ?? "").trim());
    at = next + 1;
    next = text.indexOf("\n", at);
  }
  return {
    previous: found.get("Previous"),
    hash: found.get("Hash"),
    allowsInvalid: found.has("AllowInvalidHash"),
    ended: text[at] === "\n",
    bodyStart: at,
  };
}
