import "./console.ts";
import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { suites } from "./suites.ts";

/**
 * Called by VS Code in the extension host (`extensionTestsPath`). The result file is written only when mocha has
 * ended: an extension host that dies also reports success, so its absence is a failure.
 */
export async function run(): Promise<void> {
  const name = required("LOCKKEEPER_SUITE");
  const result = required("LOCKKEEPER_TEST_RESULT");
  const grep = process.env["LOCKKEEPER_GREP"];
  const define = suites[name];
  if (!define) throw new Error(`No suite is named ${name}.`);
  const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout: 60_000, color: false, slow: 10_000 });
  if (grep) mocha.grep(grep);
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  define();
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  const counts = {
    passed: stats?.passes ?? 0,
    failed: stats?.failures ?? 1,
    skipped: stats?.pending ?? 0,
  };
  writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with test/vscode/runner.mts.`);
  return value;
}
