/** A box to tick, with the query that answers it. */
export function task(words: string, query?: string): readonly string[] {
  return [
    `- [ ] ${words}`,
    ...(query === undefined ? [] : sqlBlock(query).map((line) => (line === "" ? "" : `  ${line}`))),
  ];
}

export function sqlBlock(query: string): readonly string[] {
  return ["", "```sql", ...query.split("\n"), "```", ""];
}
