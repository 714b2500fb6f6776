import { describe, expect, it } from "vitest";
import { findingsOf, readHazards, type HazardCase } from "./hazards.ts";

/*
 * What a migration can do to a running system, hazard by hazard: the rule that says it, in which words, and what must
 * stay silent. Which of them a server refuses, the fixtures and the oracle prove.
 */

const cases = readHazards();
const numbers = [...new Set(cases.map(({ hazard }) => hazard))];

describe("the hazards", () => {
  it.for(cases)("$hazard ($title): $rules in $sql", async (one) => {
    const found = await findingsOf(one);
    const named = found.filter(({ rule }) => one.rules.includes(rule));
    if (one.bad) expect(saying(named, one)).not.toEqual([]);
    else expect(named).toEqual([]);
    expect(found.map(({ message }) => message).filter((message) => message.length > 300)).toEqual([]);
  });

  it("are told each", () => {
    expect(numbers.filter((hazard) => !cases.some((one) => one.hazard === hazard && one.bad))).toEqual([
      2, 21,
    ]);
  });
});

function saying(named: readonly { readonly message: string }[], { words }: HazardCase): readonly unknown[] {
  return named.filter(({ message }) => words.every((word) => message.includes(word)));
}
