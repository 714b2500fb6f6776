import type { Phase } from "../recipe.ts";
import { oneLine } from "./groups.ts";

/** A line of the header that says what a migration of a plan is (`header`), read again. */
export type HeaderLine =
  | { readonly kind: "step"; readonly phase: Phase; readonly title: string }
  | { readonly kind: "deploy"; readonly what: string };

const ofStep = /^[ \t]*-- (expand|migrate|contract): (.*?)\r?$/;
const ofDeploy = /^[ \t]*-- Deploy (?:first|after this): (.*?)\r?$/;

/** What the header below a plan's title says, line by line; nothing where the text has none. `at` is its place, UTF-16. */
export function headerIn(
  text: string,
  title: string,
): { readonly at: number; readonly lines: readonly HeaderLine[] } | undefined {
  let at = 0;
  const all = text.split("\n");
  for (const [index, line] of all.entries()) {
    if (line.trim() === `-- ${oneLine(title)}`) return { at, lines: linesFrom(all.slice(index + 1)) };
    at += line.length + 1;
  }
  return undefined;
}

const anyStep = /^[ \t]*-- (?:expand|migrate|contract): /m;

/** Whether a file has the header of any plan's step. */
export function isStep(text: string): boolean {
  return anyStep.test(text);
}

function linesFrom(lines: readonly string[]): readonly HeaderLine[] {
  const read: HeaderLine[] = [];
  for (const line of lines) {
    const [, phase, title] = ofStep.exec(line) ?? [];
    const [, what] = ofDeploy.exec(line) ?? [];
    if (isPhase(phase) && title !== undefined) read.push({ kind: "step", phase, title });
    else if (what !== undefined) read.push({ kind: "deploy", what });
    else break;
  }
  return read;
}

function isPhase(word: string | undefined): word is Phase {
  return word === "expand" || word === "migrate" || word === "contract";
}
