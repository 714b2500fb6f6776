import { beforeAll, describe, expect, it } from "vitest";
import { majors, testedMajors } from "../support/servers.ts";
import type { Major } from "../support/servers.ts";
import { openRead } from "./random/read.ts";
import { reduce } from "./random/reduce.ts";
import { runSeed } from "./random/run.ts";
import type { RandomRun } from "./random/run.ts";
import { inSql } from "./random/script.ts";
import type { Read } from "./random/session.ts";

/*
 * Random schemas and statements, made from fixed seeds and run on real servers: every statement does what was
 * predicted, and the folded catalog is the database's own in the end. `npm run random` tries other seeds.
 */

const seeds = [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13];
/** Statements of one seed. */
const length = 60;
/** How long a script that shows a difference is made smaller, in ms. */
const patience = 60_000;

/** The seeds of one major: all where it is tested throughout, else a third of them, which takes seconds. */
function seedsOf(major: Major): readonly number[] {
  if (testedMajors.includes(major)) return seeds;
  return process.env["ORACLE_MAJORS"] === undefined ? seeds.filter((_, at) => at % 3 === major % 3) : [];
}

// The majors run side by side, each of them one seed after the other.
describe.concurrent.each(majors.filter((major) => seedsOf(major).length > 0))("PostgreSQL %i", (major) => {
  let read: Read;
  beforeAll(async () => {
    read = await openRead();
  });

  describe("random schemas", { concurrent: false }, () => {
    it.for(seedsOf(major))("seed %i", async (seed) => {
      const run = await runSeed(seed, length, major, read);
      console.log(
        `seed ${seed} on PostgreSQL ${major}: ${run.statements} statements, ${run.failed} of which fail as predicted`,
      );
      expect(run.statements).toBeGreaterThanOrEqual(length);
      expect(run.notAnalysed).toEqual([]);
      expect(await told(run.differences, major, read)).toEqual([]);
    });
  });
});

/** Each difference with its statement, and the smallest script found that shows the first of them. */
async function told(
  differences: RandomRun["differences"],
  major: Major,
  read: Read,
): Promise<readonly string[]> {
  const [first] = differences;
  if (first === undefined) return [];
  const smallest = await reduce(first.script, first.difference, major, read, Date.now() + patience);
  const words = differences.map(({ difference }) => [difference.sql, ...difference.words].join("\n  "));
  return [...words, `the smallest script found that shows the first:\n${inSql(smallest)}`];
}
