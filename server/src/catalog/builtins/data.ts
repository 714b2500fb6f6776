import data from "./data.json" with { type: "json" };

/** A line of the data: its words, and the majors it holds for. */
interface Entry {
  readonly words: readonly string[];
  readonly majors: readonly number[] | undefined;
}

function entry(line: string, size: number): Entry {
  const words = line.split(" ");
  return { words: words.slice(0, size), majors: words[size]?.split(",").map(Number) };
}

/** The newest major that the data were read from; a newer one is taken to have what that has. */
export const newestRead = 18;

/** Whether something that some majors have, or all, is there on a major. */
export function holdsOn(majors: readonly number[] | undefined, major: number): boolean {
  return majors === undefined || majors.includes(Math.min(major, newestRead));
}

/** An index over lines of `size` words by the first `keys` of them. */
export function indexed(
  lines: readonly string[],
  size: number,
  keys: number,
): (key: string, major: number) => readonly string[] | undefined {
  const map = new Map<string, Entry[]>();
  for (const line of lines) {
    const made = entry(line, size);
    const key = made.words.slice(0, keys).join(" ");
    map.set(key, [...(map.get(key) ?? []), made]);
  }
  return (key, major) => map.get(key)?.find(({ majors }) => holdsOn(majors, major))?.words;
}

/** What `scripts/generateBuiltins.mts` read from the servers. */
export const { types, casts, operatorClasses } = data;
