/*
 * Runs the suites of `suite/` inside a real VS Code extension host: a VS Code server on 127.0.0.1, shown by a
 * headless Chromium. Usage: tsx test/vscode/runner.mts [--suite NAME …] [--grep TEXT] [--verbose] [--desktop]
 * `--desktop` runs the same suites under desktop VS Code.
 * Writes out/results/vscode-<suite>.json for each run.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";
import { bundleSuites } from "./support/bundle.mts";
import { runInBrowser } from "./support/browserHost.mts";
import { prepareContainers } from "./support/containers.mts";
import { extensionLog } from "./support/extensionLog.mts";
import { runOnDesktop } from "./support/desktopHost.mts";
import { followFile } from "./support/followFile.mts";
import { writeResult } from "./support/results.mts";
import type { SuiteResult } from "./support/results.mts";
import { prepareWindow } from "./support/window.mts";
import { runUi } from "./ui/runUi.mts";
import { runs } from "./runs.mts";
import type { Run } from "./runs.mts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const { values: options } = parseArgs({
  options: {
    suite: { type: "string", multiple: true },
    grep: { type: "string" },
    verbose: { type: "boolean", default: false },
    desktop: { type: "boolean", default: false },
  },
});

const wanted = (name: string): boolean => options.suite?.includes(name) ?? true;
const chosen = runs.filter((run) => wanted(run.suite));
if (chosen.length === 0 && !wanted("ui")) {
  throw new Error(`No suite matches; there are ${runs.map((run) => run.suite).join(", ")}, ui.`);
}

const counts = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  failures: z.array(z.string()),
  skippedTests: z.array(z.object({ name: z.string(), reason: z.string() })),
  running: z.array(z.string()).optional(),
});

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
process.once("uncaughtException", (error) => {
  console.error(options.verbose ? error : error.message);
  process.exit(1);
});

/** Milliseconds for all tests of one window, against what hangs; the suites as a whole have a limit of their own. */
const windowLimit = 20 * 60_000;
const runInHost = options.desktop ? runOnDesktop : runInBrowser;
const prefix = options.desktop ? "desktop" : "vscode";
const tests = await bundleSuites(root);
let failures = 0;
for (const run of chosen) {
  failures += await runOne(run);
  // Without a server every other test would only wait for its time to end.
  if (failures > 0 && run.suite === "activation") process.exit(1);
}
if (wanted("ui") && !options.desktop) failures += await runInterface();
process.exit(failures > 0 ? 1 : 0);

async function runOne(run: Run): Promise<number> {
  const name = `${prefix}-${run.suite}`;
  const folder = await mkdtemp(path.join(tmpdir(), "lockkeeper-vscode-"));
  const containers = run.containers === true ? await prepareContainers() : undefined;
  const settings = { ...run.settings, ...containers?.settings };
  const window = await prepareWindow({ root, run: { ...run, settings }, folder });
  const stopFollowing = followFile(window.log, (text) => process.stdout.write(text));
  try {
    const environment = {
      LOCKKEEPER_WINDOW: run.suite,
      LOCKKEEPER_TEST_LOG: window.log,
      LOCKKEEPER_TEST_RESULT: window.result,
      LOCKKEEPER_SERVER_DATA: window.serverData,
      ...containers?.environment,
      ...(options.grep === undefined ? {} : { LOCKKEEPER_GREP: options.grep }),
    };
    const problem = await runInHost({
      root,
      window,
      tests,
      environment,
      trusted: run.trusted,
      timeout: windowLimit,
      verbose: options.verbose,
    });
    await stopFollowing();
    const result = existsSync(window.result)
      ? readCounts(name, await readFile(window.result, "utf8"), problem)
      : broken(name, `the extension host gave no result: ${problem ?? "it ended early"}`);
    if (result.failed > 0) console.error(`The extension's log:\n${await extensionLog(window)}`);
    await writeResult(root, result);
    return result.failed;
  } finally {
    await containers?.cleanUp();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runInterface(): Promise<number> {
  const result = { name: "vscode-ui", ...(await runUi(root, options.grep)) };
  await writeResult(root, result);
  return result.failed;
}

/** What ran counts, and where it did not come to its end, that is one more failure. */
function readCounts(name: string, text: string, problem: string | undefined): SuiteResult {
  const { running, ...result } = counts.parse(JSON.parse(text));
  if (running === undefined) return { name, ...result };
  const cut = `${name} was stopped in “${running.join(", ")}”: ${problem ?? "the extension host ended early"}`;
  console.error(cut);
  return { name, ...result, failed: result.failed + 1, failures: [...result.failures, cut] };
}

function broken(name: string, problem: string): SuiteResult {
  console.error(`${name}: ${problem}`);
  return { name, passed: 0, failed: 1, skipped: 0, failures: [`${name}: ${problem}`], skippedTests: [] };
}
