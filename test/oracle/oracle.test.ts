import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import type { Major } from "../support/servers.ts";
import { inWords, observedInWords } from "../../server/src/run/observe/agreement.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { readCases } from "./cases.ts";
import type { OracleCase } from "./cases.ts";
import { reasonExpected } from "./notAnalysed.ts";
import { openPredictor } from "./predict.ts";
import type { Prediction } from "./predict.ts";
import { writeRecord } from "./record.ts";

/*
 * Every case is run on a real server and predicted by the interpreter; where the two differ, the prediction is a
 * bug, and so is one that it cannot give unless `notAnalysed.ts` expects that. Every test run takes all cases on the
 * oldest and the newest major, `npm run oracle` on all five.
 */

const cases = readCases();
const seen = new Map(cases.map((one) => [one, new Map<Major, readonly string[]>()]));
const families = [...new Set(cases.map(({ family }) => family))];

// The majors run side by side, each of them one case after the other.
describe.concurrent.each(testedMajors)("PostgreSQL %i", (major) => {
  let bench: Bench;
  const tally = { agreed: 0, notAnalysed: 0 };
  let predict: (one: OracleCase) => Prediction;

  beforeAll(async () => {
    [bench, predict] = await Promise.all([openBench(major), openPredictor(major)]);
  });
  afterAll(async () => {
    const { agreed, notAnalysed } = tally;
    console.log(`PostgreSQL ${major}: ${agreed} cases agree, ${notAnalysed} not analysed`);
    if (process.env["ORACLE_RECORD"] === "1") writeRecord(seen);
    await bench.dispose();
  });

  describe.each(families)("%s", { concurrent: false }, (family) => {
    it.for(cases.filter((one) => one.family === family && one.since <= major))(
      "$name (line $line)",
      async (one) => {
        const observed = await bench.run(one);
        seen.get(one)?.set(major, observedInWords(observed));
        const predicted = predict(one);
        const reason = predicted.analysed ? undefined : predicted.reason;
        expect(reason, "why it is not analysed, as test/oracle/notAnalysed.ts has it").toBe(
          reasonExpected(one),
        );
        if (!predicted.analysed) {
          tally.notAnalysed++;
          return;
        }
        expect(inWords(predicted.effects, observed)).toEqual(observedInWords(observed));
        tally.agreed++;
      },
    );
  });
});
