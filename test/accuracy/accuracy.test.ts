import { describe, expect, it } from "vitest";
import { readAccuracyCases } from "./cases.ts";
import { explained } from "./explained.ts";
import { askLockkeeper, majors } from "./lockkeeper.ts";
import { labelOf, readVerdicts } from "./record.ts";
import { differences, scoreOf } from "./score.ts";

/*
 * What Lockkeeper says of the migrations of the scoreboard is what is written down, and where that differs from what servers
 * were seen to do, it is explained. `npm run bench:accuracy` writes both down; `observed.test.ts` observes a sample again.
 */

const cases = readAccuracyCases();
const verdicts = readVerdicts();

describe("the scoreboard", () => {
  it("has a label of every migration on each major, and each case once", () => {
    const unlabelled = cases.filter((one) => majors.some((major) => labelOf(one, major) === undefined));
    expect(unlabelled.map(({ id }) => id)).toEqual([]);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(Object.keys(verdicts)).toEqual(cases.map(({ id }) => id));
  });

  it.for(cases)("$id: Lockkeeper says what is written down", async (one) => {
    expect(await askLockkeeper(one)).toEqual(verdicts[one.id]?.["Lockkeeper"]);
  });

  it("explains every difference, and no other", () => {
    const found = differences("Lockkeeper", cases, verdicts).map(({ id }) => id);
    expect(found.sort()).toEqual(Object.keys(explained).sort());
  });

  it("misses no more dangers, and warns no more often without one, than it did", () => {
    const { told, missed, wrong } = scoreOf("Lockkeeper", cases, verdicts);
    expect(told / (told + missed)).toBeGreaterThanOrEqual(0.981);
    expect(told / (told + wrong)).toBeGreaterThanOrEqual(0.963);
  });
});
