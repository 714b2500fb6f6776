import { from, setOf, type MajorSet, type ServerVersion } from "../serverVersion.ts";
import data from "./data.json" with { type: "json" };

/** A line of the data: its words, and the majors it holds for. */
interface Entry {
  readonly words: readonly string[];
  readonly majors: MajorSet | undefined;
}

function entry(line: string, size: number): Entry {
  const words = line.split(" ");
  return { words: words.slice(0, size), majors: majorsIn(words[size]) };
}

/** The newest major that the data were read from; a newer one is taken to have what that has. */
export const newestRead = 18;

/** The majors of a line, which are listed where it does not hold for all. */
export function majorsIn(listed: string | undefined): MajorSet | undefined {
  if (listed === undefined) return undefined;
  const majors = listed.split(",").map(Number);
  return setOf(majors) | (majors.includes(newestRead) ? from(newestRead) : 0);
}

/** Whether something that some majors have, or all, is there on a server. */
export function holdsOn(majors: MajorSet | undefined, server: ServerVersion): boolean {
  return majors === undefined || server.isAmong(majors);
}

/** An index over lines of `size` words by the first `keys` of them. */
export function indexed(
  lines: readonly string[],
  size: number,
  keys: number,
): (key: string, server: ServerVersion) => readonly string[] | undefined {
  const map = new Map<string, Entry[]>();
  for (const line of lines) {
    const made = entry(line, size);
    const key = made.words.slice(0, keys).join(" ");
    map.set(key, [...(map.get(key) ?? []), made]);
  }
  return (key, server) => map.get(key)?.find(({ majors }) => holdsOn(majors, server))?.words;
}

/** What `scripts/generateBuiltins.mts` read from the servers. */
export const { types, casts, operatorClasses } = data;
