import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/**
 * Writes what `npm test` sums up to `out/results/<suite>.json`. A file that cannot be loaded and an error outside
 * any test count as failures; why a test was skipped is kept, so that it can be said at the end.
 */
export class ResultsReporter implements Reporter {
  readonly #suite: string;
  readonly #root: string;

  constructor(root: string, suite: string) {
    this.#root = root;
    this.#suite = suite;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const broken = modules.filter((module) => module.errors().length > 0).map((module) => module.moduleId);
    const brokenSuites = modules
      .flatMap((module) => [...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0)
      .map((suite) => `${suite.module.moduleId} > ${suite.fullName}`);
    const failures = [
      ...tests
        .filter((test) => test.result().state === "failed")
        .map((test) => `${nameOf(test)}: ${whyFailed(test)}`),
      ...[...broken, ...brokenSuites].map((name) => path.relative(this.#root, name)),
      ...unhandled.map((error) => `an error outside any test: ${firstLine(String(error))}`),
    ];
    const skipped = tests.filter((test) => ["skipped", "pending"].includes(test.result().state));
    this.#write({
      name: this.#suite,
      passed: tests.filter((test) => test.result().state === "passed").length,
      failed: failures.length,
      skipped: skipped.length,
      failures,
      skippedTests: skipped.map((test) => ({ name: nameOf(test), reason: reasonOf(test) })),
    });
  }

  #write(result: object): void {
    const folder = path.join(this.#root, "out", "results");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${this.#suite}.json`), `${JSON.stringify(result, null, 2)}\n`);
  }
}

function nameOf(test: TestCase): string {
  return `${path.basename(test.module.moduleId)} > ${test.fullName}`;
}

/** The list of failures is all that is left of a run elsewhere, so it says why too. */
function whyFailed(test: TestCase): string {
  return firstLine(test.result().errors?.[0]?.message ?? "");
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === "skipped" ? result.note : undefined) ?? "no reason given";
}
