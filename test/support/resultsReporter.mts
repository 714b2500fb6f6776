import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Reporter, TestCase, TestModule, TestSpecification } from "vitest/node";

/** Between two lines that say how far a run is, in ms. */
const saysEvery = 30_000;

/** As much of a difference is told with a failure: lines, and characters of each. */
const mostLines = 12;
const longestLine = 400;

/**
 * Writes what `npm test` sums up to `out/results/<suite>.json`: after every test, so that a run that is stopped or
 * crashes has told what ran, and says from time to time how far it is. A file that cannot be loaded and an error
 * outside any test count as failures; why a test was skipped is kept, so that it can be said at the end.
 */
export class ResultsReporter implements Reporter {
  readonly #suite: string;
  readonly #root: string;
  readonly #running = new Set<string>();
  readonly #failures: string[] = [];
  readonly #durations: { readonly name: string; readonly seconds: number }[] = [];
  readonly #skipped: { readonly name: string; readonly reason: string }[] = [];
  #passed = 0;
  #files = 0;
  #ended = 0;
  #progress: NodeJS.Timeout | undefined;

  constructor(root: string, suite: string) {
    this.#suite = suite;
    this.#root = root;
  }

  onTestRunStart(files: readonly TestSpecification[]): void {
    this.#files = files.length;
    this.#progress = setInterval(() => this.#sayProgress(), saysEvery).unref();
    this.#write([...this.#running]);
  }

  onTestModuleStart({ moduleId }: TestModule): void {
    this.#running.add(path.basename(moduleId));
    this.#write([...this.#running]);
  }

  onTestModuleEnd(module: TestModule): void {
    const name = path.basename(module.moduleId);
    this.#running.delete(name);
    this.#durations.push({ name, seconds: module.diagnostic().duration / 1000 });
    this.#ended++;
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === "passed") this.#passed++;
    else if (state === "failed") this.#failures.push(`${nameOf(test)}: ${whyFailed(test)}`);
    else this.#skipped.push({ name: nameOf(test), reason: reasonOf(test) });
    this.#write([...this.#running]);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    clearInterval(this.#progress);
    const broken = modules.filter((module) => module.errors().length > 0).map((module) => module.moduleId);
    const brokenSuites = modules
      .flatMap((module) => [...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0)
      .map((suite) => `${suite.module.moduleId} > ${suite.fullName}`);
    this.#failures.push(
      ...[...broken, ...brokenSuites].map((name) => path.relative(this.#root, name)),
      ...unhandled.map((error) => `an error outside any test: ${withCauses(error)}`),
      // A worker that dies takes the rest of its file with it, and says no name.
      ...[...this.#running].map((name) => `${name} did not come to its end`),
    );
    this.#write(undefined);
    this.#sayLongest();
  }

  /** Where to look when the whole takes too long. */
  #sayLongest(): void {
    const longest = this.#durations.toSorted((one, other) => other.seconds - one.seconds).slice(0, 8);
    const said = longest.map(({ name, seconds }) => `${name} ${Math.round(seconds)} s`);
    console.log(`${this.#suite}: the files that took longest: ${said.join(", ")}`);
  }

  #sayProgress(): void {
    const { length: failed } = this.#failures;
    console.log(
      `${this.#suite}: ${this.#passed} passed, ${failed} failed; ${this.#ended} of ${this.#files} files; now ${[...this.#running].join(", ")}`,
    );
  }

  /** `running` names the files under way; undefined once the run has come to its end. */
  #write(running: readonly string[] | undefined): void {
    const result = {
      name: this.#suite,
      passed: this.#passed,
      failed: this.#failures.length,
      skipped: this.#skipped.length,
      failures: this.#failures,
      skippedTests: this.#skipped,
      ...(running === undefined ? {} : { running }),
    };
    const folder = path.join(this.#root, "out", "results");
    mkdirSync(folder, { recursive: true });
    // Whoever is killed while writing must not take along what was told before.
    const file = path.join(folder, `${this.#suite}.json`);
    writeFileSync(`${file}.new`, `${JSON.stringify(result, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  }
}

function nameOf(test: TestCase): string {
  return `${path.basename(test.module.moduleId)} > ${test.fullName}`;
}

/** The list of failures is all that is left of a run elsewhere, so it says why too. */
function whyFailed(test: TestCase): string {
  const error = test.result().errors?.[0];
  if (error === undefined) return "";
  // Of a list the message says only how long it is.
  const differing = stripVTControlCharacters(error.diff ?? "")
    .split("\n")
    .filter((line) => /^[-+]\s/u.test(line))
    .slice(0, mostLines)
    .map((line) => line.slice(0, longestLine));
  return [firstLine(error.message), ...differing].join("\n    ");
}

/** vitest says what a dead worker died of only in the cause. */
function withCauses(error: unknown): string {
  const said = firstLine(String(error));
  return error instanceof Error && error.cause !== undefined ? `${said} ${withCauses(error.cause)}` : said;
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === "skipped" ? result.note : undefined) ?? "no reason given";
}
