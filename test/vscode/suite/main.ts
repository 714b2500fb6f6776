import "./console.ts";
import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { reasonOf } from "./skip.ts";
import { suites } from "./suites.ts";

/**
 * Called by VS Code in the extension host (`extensionTestsPath`). The result file is written only when mocha has
 * ended: an extension host that dies also reports success, so its absence is a failure.
 */
export async function run(): Promise<void> {
  const name = required("LOCKKEEPER_WINDOW");
  const result = required("LOCKKEEPER_TEST_RESULT");
  const grep = process.env["LOCKKEEPER_GREP"];
  const define = suites[name];
  if (!define) throw new Error(`No suite is named ${name}.`);
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout: 60_000, color: false, slow: 10_000 });
  if (grep) mocha.grep(grep);
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  define();
  const counts = await runAll(mocha);
  writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}

async function runAll(mocha: Mocha) {
  const failures: string[] = [];
  const skippedTests: { name: string; reason: string }[] = [];
  let passed = 0;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on("pass", () => (passed += 1));
    runner.on("fail", (test) => failures.push(test.fullTitle()));
    runner.on("pending", (test) =>
      skippedTests.push({ name: test.fullTitle(), reason: reasonOf(test.fullTitle()) }),
    );
  });
  return { passed, failed: failures.length, skipped: skippedTests.length, failures, skippedTests };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with test/vscode/runner.mts.`);
  return value;
}
