import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runStep } from "../../scripts/runStep.mjs";

/*
 * What `npm test` says of a run of tests, however it ends: real runs of vitest, on files made here, with the reporter
 * that all suites use.
 */

const root = join(import.meta.dirname, "../..");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const two = `it("one", () => {}); it("two", () => {}); it.skip("three", () => {});`;
const hangs = `it("four", () => new Promise(() => setInterval(() => undefined, 1000)), 0);`;

/** A test that waits until the others were written down, then ends the run it belongs to, and no other. */
const endsItself = (signal: string) => `
  import { readFileSync } from "node:fs";
  const run = process.ppid;
  it("four", () => new Promise(() => setInterval(() => {
    const written = JSON.parse(readFileSync(new URL("out/results/given.json", import.meta.url), "utf8"));
    if (written.passed === 2 && written.skipped === 1 && process.ppid === run) process.kill(run, "${signal}");
  }, 100)), 0);`;

/** vitest itself gives a worker a minute to start, which no setting changes; a busy machine takes longer at times. */
const startedLate = /\[vitest-pool(?:-runner)?\]: Timeout (?:starting|waiting)/u;

async function given(test: string, minutes: number) {
  const told = await once(test, minutes);
  return told.failures.some((failure) => startedLate.test(failure)) ? once(test, minutes) : told;
}

/** Each run has a folder of its own: a worker that outlives its run reads nothing of the next. */
function once(test: string, minutes: number) {
  const folder = mkdtempSync(join(tmpdir(), "lockkeeper-results-"));
  folders.push(folder);
  const results = join(folder, "out", "results");
  mkdirSync(results, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(
    join(folder, "vitest.config.mts"),
    `import { ResultsReporter } from ${JSON.stringify(join(root, "test/support/resultsReporter.mts"))};
     export default { test: { globals: true, reporters: [new ResultsReporter(${JSON.stringify(folder)}, "given")] } };`,
  );
  writeFileSync(join(folder, "given.test.ts"), test);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const command = [process.execPath, vitest, "run", "--root", folder];
  return runStep({ name: "given", command, results: ["given"], minutes }, results, {});
}

describe("a run of tests", () => {
  it("is summed up", async () => {
    expect(await given(`${two} it("four", () => { throw new Error("so it is"); });`, 5)).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: 1,
      failures: ["given.test.ts > four: so it is"],
      skippedTests: [{ name: "given.test.ts > three", reason: "no reason given" }],
    });
  });

  it("that hangs is stopped", async () => {
    const told = await given(hangs, 0.05);
    expect(told).toMatchObject({ passed: 0, failed: 1 });
    expect(told.failures[0]).toMatch(/took more than 0\.05 minutes/u);
  });

  it("whose worker dies names the file and what it died of", async () => {
    const dies = `it("four", () => { process.kill(process.pid, "SIGKILL"); return new Promise(() => undefined); });`;
    const told = await given(`${two} ${dies}`, 5);
    expect(told.failures.join("\n")).toMatch(
      /Worker forks emitted error\. Error: Worker exited unexpectedly[^]*given\.test\.ts did not come to its end/u,
    );
  });

  it.each(["SIGTERM", "SIGKILL"])(
    "that %s ends is a failure, and what ran until then is told",
    async (signal) => {
      const told = await given(`${two} ${endsItself(signal)}`, 5);
      const why = /^given was stopped after 2 passed, 0 failed, 1 skipped, in given\.test\.ts: ended with /u;
      expect(told).toMatchObject({
        passed: 2,
        failed: 1,
        skipped: 1,
        failures: [expect.stringMatching(why) as unknown],
      });
    },
  );

  it("without a test is a failure", async () => {
    expect(await given("", 5)).toMatchObject({ passed: 0, failed: 1 });
  });
});
