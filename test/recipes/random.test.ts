import { describe, expect, it } from "vitest";
import { testedMajors, type Major } from "../support/servers.ts";
import { proveSeed, type Proof } from "./random/prove.ts";
import { isWide } from "./turns.ts";

/*
 * Random schemas, each with one hazard of every kind, and every recipe that offers itself: it ends as the statement
 * would, works under no lock that others wait for, and every step's down comes to where it began.
 * Other seeds: LOCKKEEPER_SEEDS=100-120, and of some kinds alone LOCKKEEPER_KINDS=renameColumn,dropTable.
 */
const given = process.env["LOCKKEEPER_SEEDS"]?.split("-").map(Number);
const kinds = process.env["LOCKKEEPER_KINDS"]?.split(",");
const all = isWide ? [1, 60] : undefined;

/** In `npm test` each major has a schema of its own. */
function seedsOf(major: Major): readonly number[] {
  const alone = testedMajors.indexOf(major) + 1;
  const [from = alone, to = from] = given ?? all ?? [];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe.each(testedMajors)("recipes on random schemas, PostgreSQL %i", (major) => {
  it.each(seedsOf(major))("seed %i", async (seed) => {
    const proofs = await proveSeed(seed, major, kinds);
    console.log(`seed ${seed}, PostgreSQL ${major}: ${counted(proofs)}`);
    if (given !== undefined) for (const proof of proofs) console.log(shown(proof));
    expect(proofs.filter(({ faults }) => faults.length > 0).map(shown)).toEqual([]);
    // Of some kinds alone, a schema may have none for which there is a way.
    if (kinds === undefined) expect(proofs.flatMap(({ proven }) => proven).length).toBeGreaterThan(0);
  });
});

function counted(proofs: readonly Proof[]): string {
  const plans = proofs.reduce((sum, { proven }) => sum + proven.length, 0);
  const refusals = proofs.reduce((sum, { refused }) => sum + refused.length, 0);
  return `${proofs.length} hazards, ${plans} plans carried out, ${refusals} refused`;
}

function shown({ hazard, up, proven, refused, faults, seed }: Proof): string {
  const lines = [...refused.map(([recipe, why]) => `refused ${recipe}: ${why}`), ...faults];
  return [`${seed} ${hazard}: ${up} [${proven.join(", ")}]`, ...lines].join("\n  ");
}
