import { describe, expect, it } from "vitest";
import { readCases } from "../oracle/cases.ts";
import { openPredictor } from "../oracle/predict.ts";

/*
 * What messages advise where CONCURRENTLY, NOT VALID or USING INDEX are refused: the oracle runs the same cases on
 * servers (test/oracle/cases/advice.sql), so what holds here holds there.
 */

const cases = readCases().filter(({ family }) => family === "advice");

describe.each([14, 18] as const)("what messages advise, on PostgreSQL %i", async (major) => {
  const predict = await openPredictor(major);

  it.each(cases.map((one) => [one.name, one] as const))("%s", (name, one) => {
    const prediction = predict(one, one.statements.join().includes("CONCURRENTLY") ? "autocommit" : "single");
    if (!prediction.analysed) throw new Error(prediction.reason);
    const { fails, work } = prediction.effects;
    // The counterexample: why the message says which index is wanted.
    expect(fails?.sqlstate).toBe(name.endsWith("index only") ? "55000" : undefined);
    expect(work.filter(({ relation }) => relation.name !== "public.totals")).toEqual([]);
  });
});
