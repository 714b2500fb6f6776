import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** What one suite came to; `scripts/test.mjs` adds these up. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of the tests that failed. */
  readonly failures: readonly string[];
  readonly skippedTests: readonly { readonly name: string; readonly reason: string }[];
}

/** Writes `out/results/<name>.json` and prints the line that people read. */
export async function writeResult(root: string, result: SuiteResult): Promise<void> {
  const folder = path.join(root, "out/results");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${result.name}.json`), `${JSON.stringify(result)}\n`);
  for (const { name, reason } of result.skippedTests) console.log(`SKIPPED ${name}: ${reason}`);
  const { name, passed, failed, skipped } = result;
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
