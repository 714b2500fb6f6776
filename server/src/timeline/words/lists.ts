/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1] ?? ""}`;
}

/** The same of what may be many: `a, b, c and 4 more`. */
export function enumerateFew(items: readonly string[], most = 3): string {
  const more = items.length - most;
  return more <= 0
    ? enumerate(items)
    : enumerate([...items.slice(0, most), `${more === 1 ? "one" : String(more)} more`]);
}

/** `14, 16–18`: neighbouring versions are drawn together. */
export function majorsWords(majors: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const major of majors) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === major - 1) last[1] = major;
    else runs.push([major, major]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`)).join(", ");
}
