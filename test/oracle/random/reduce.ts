import type { Major } from "../../support/servers.ts";
import { runScript } from "./run.ts";
import { smaller } from "./script.ts";
import type { Script } from "./script.ts";
import type { Difference, Read } from "./session.ts";

/**
 * The smallest script found that still shows the difference, by leaving out one part after the other. None is tried
 * any more once it is `until` (ms since 1970).
 */
export async function reduce(
  script: Script,
  wanted: Difference,
  major: Major,
  read: Read,
  until = Infinity,
): Promise<Script> {
  let best = script;
  for (;;) {
    const next = await firstThatShows(best, wanted, major, read, until);
    if (next === undefined) return best;
    best = next;
  }
}

async function firstThatShows(
  script: Script,
  wanted: Difference,
  major: Major,
  read: Read,
  until: number,
): Promise<Script | undefined> {
  for (const candidate of smaller(script)) {
    if (Date.now() >= until) return undefined;
    const shown = await runScript(candidate, major, read).catch(() => []);
    if (shown.some((difference) => isSame(difference, wanted))) return candidate;
  }
  return undefined;
}

/** Of the same statement in the same words. */
function isSame(one: Difference, other: Difference): boolean {
  if (one.sql !== other.sql) return false;
  return other.words.every((line) => one.words.includes(line));
}
