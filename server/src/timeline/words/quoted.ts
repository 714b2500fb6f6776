/** UTF-16 code units of a statement that a sentence can hold. */
const mostQuoted = 60;

/** The start of a statement, to name it in a sentence. */
export function quotedStart(sql: string): string {
  const line = sql.replaceAll(/\s+/g, " ").trim();
  if (line.length <= mostQuoted) return `\`${line}\``;
  // Half of a surrogate pair is no character.
  return `\`${line
    .slice(0, mostQuoted)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…\``;
}
