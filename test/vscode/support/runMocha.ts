import Mocha from "mocha";

/** What the tests of one run came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
  readonly skippedTests: readonly { readonly name: string; readonly reason: string }[];
  /** What is under way; absent once all have ended. */
  readonly running?: readonly string[];
}

const mochaOptions: Mocha.MochaOptions = {
  ui: "bdd",
  reporter: "spec",
  // Against what hangs; above what one wait of a test may take.
  timeout: 600_000,
  color: false,
  slow: 10_000,
};

const reasons = new Map<string, string>();

/** Skips the running test, or all of a suite from its `before`, and keeps the reason, which the runner prints. */
export function skip(context: Mocha.Context, reason: string): never {
  const title = context.test?.parent?.fullTitle();
  if (title !== undefined) reasons.set(title, reason);
  context.skip();
}

/**
 * Runs the tests that `define` declares with `describe` and `it`; a second try of one is said in the output. `tell` is
 * called as each begins, so that what ran is known of a run that never ends.
 */
export async function runMocha(
  define: () => void,
  grep: string | undefined,
  tell: (counts: Counts) => void = () => undefined,
): Promise<Counts> {
  const mocha = new Mocha({ ...mochaOptions });
  if (grep) mocha.grep(grep);
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  define();
  const failures: string[] = [];
  const skippedTests: { name: string; reason: string }[] = [];
  let passed = 0;
  const counts = (): Counts => ({
    passed,
    failed: failures.length,
    skipped: skippedTests.length,
    failures,
    skippedTests,
  });
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on("retry", (test: Mocha.Test, error: Error) =>
      console.log(`RETRIED ${test.fullTitle()}: ${firstLine(error)}`),
    );
    runner.on("test", (test: Mocha.Test) => tell({ ...counts(), running: [test.fullTitle()] }));
    runner.on("pass", () => (passed += 1));
    runner.on("fail", (test, error: Error) => failures.push(`${test.fullTitle()}: ${firstLine(error)}`));
    runner.on("pending", (test) => skippedTests.push({ name: test.fullTitle(), reason: reasonOf(test) }));
  });
  return counts();
}

/** The list of failures is all that is left of a run elsewhere, so it says why too. */
function firstLine({ message }: Error): string {
  return message.split("\n")[0] ?? "";
}

function reasonOf(test: Mocha.Test): string {
  return reasons.get(test.parent?.fullTitle() ?? "") ?? "no reason given";
}
