import "./console.ts";
import { writeFileSync } from "node:fs";
import { runMocha } from "../support/runMocha.ts";
import type { Counts } from "../support/runMocha.ts";
import { suites } from "./suites.ts";

/**
 * Called by VS Code in the extension host (`extensionTestsPath`). The result file says what is running until mocha has
 * ended: an extension host that dies also reports success, so a file that says so, or none, is a failure.
 */
export async function run(): Promise<void> {
  const name = required("LOCKKEEPER_WINDOW");
  const result = required("LOCKKEEPER_TEST_RESULT");
  const define = suites[name];
  if (!define) throw new Error(`No suite is named ${name}.`);
  const write = (counts: Counts): void => writeFileSync(result, JSON.stringify(counts));
  const counts = await runMocha(define, process.env["LOCKKEEPER_GREP"], write);
  write(counts);
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with test/vscode/runner.mts.`);
  return value;
}
