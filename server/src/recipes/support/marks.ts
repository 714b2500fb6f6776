const mark = /^[ \t]*--[ \t]*\+\w+[ \t]+Statement(?:Begin|End)[ \t]*$\n?/gim;
const ending = /^\s*--[ \t]*\+\w+[ \t]+StatementEnd[ \t]*(?=\n|$)/i;

/** SQL without the marks that goose and its like have around a statement; their format writes them anew. */
export function unmarked(sql: string): string {
  return sql.replace(mark, "").trim();
}

/** Where a statement that ends at `end` is over together with the mark that closes it. */
export function endWithMark(text: string, end: number): number {
  return end + (ending.exec(text.slice(end))?.[0].length ?? 0);
}
