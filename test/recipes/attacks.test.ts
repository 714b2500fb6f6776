import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { carryOut, made } from "./attacks/attack.ts";
import { readAttacks } from "./attacks/read.ts";
import { isWide } from "./turns.ts";

/*
 * Migrations as somebody might write them, made safe as a whole: they end as the original, go back and up again, and in
 * the midst both versions of the application write. All of them with `npm run prove`, or by words of their names with
 * LOCKKEEPER_ATTACKS="renames:" or LOCKKEEPER_ATTACKS=all, which also tells what was planned and what refused.
 */
const words = process.env["LOCKKEEPER_ATTACKS"];
const all = readAttacks(`${import.meta.dirname}/attacks`);
const usual = new Set([
  "renames: a table and its column, and the sequence",
  "files: table copied and dropped",
]);

const chosen = all.filter(({ name }) => {
  if (words !== undefined) return words === "all" || name.includes(words);
  return isWide || usual.has(name);
});

describe.each(testedMajors)("files made safe, PostgreSQL %i", (major) => {
  it.each(chosen)("$name", async (attack) => {
    const given = made(attack);
    if (words !== undefined) console.log(`${major} ${attack.name}: ${told(given)}`);
    expect(await carryOut(attack, given, major)).toEqual([]);
  });
});

function told({ plan: { plans, refusals } }: ReturnType<typeof made>): string {
  const made = plans.map(({ recipe }) => recipe).join(", ");
  return [`[${made}]`, ...refusals.map(({ recipe, refused }) => `${recipe}: ${refused}`)].join("\n  ");
}
