import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { ensureProject, ensureServers, root } from "./bootstrap.mjs";
import { add, failure, inNumbers, runStep } from "./runStep.mjs";
import { extraSuites, suites } from "./suites.mjs";

/*
 * Installs what tests need and runs everything, or only the suites named:
 *
 *     npm test                     everything
 *     npm test -- unit servers     these suites
 *     npm run oracle               the lock oracle on all five majors
 *     npm run prove                the recipes on all five majors, by every way up and down
 *     npm run oracle -- --record   and writes down what the servers did, for docs/locks.md
 *
 * The last line is `N passed, N failed` (`, N skipped`) over all suites. A suite that crashes, hangs or runs no tests
 * has failed; what it ran until then counts. Plain built-ins only, since it runs before anything is installed.
 */

const results = path.join(root, "out", "results");
const preparations = {
  servers: () => ensureServers(),
  build: () => runOrThrow("scripts/build.mjs", "--strict"),
  // Unit tests read VS Code's own SQL grammar from it.
  vscode: async () => (await import("./vscodeHost.mjs")).ensureVscodeServer(console.log),
  browser: async () => (await import("./vscodeHost.mjs")).ensureBrowser(console.log),
};
const prepared = new Map();

process.chdir(root);
const asked = process.argv.slice(2);
const recording = asked.includes("--record") ? { ORACLE_RECORD: "1" } : {};
const chosen = choose(asked.filter((name) => name !== "--record"));
if (chosen === undefined) process.exit(2);
ensureProject();
mkdirSync(results, { recursive: true });

const outcomes = [];
for (const group of grouped(chosen)) outcomes.push(...(await Promise.all(group.map(runSuite))));
report(outcomes);
process.exit(outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0);

function choose(names) {
  const known = [...suites, ...extraSuites];
  const unknown = names.filter((name) => !known.some((suite) => suite.name === name));
  if (unknown.length === 0)
    return names.length === 0 ? suites : known.filter(({ name }) => names.includes(name));
  console.error(
    `There is no suite ${unknown.join(", ")}; there are ${known.map(({ name }) => name).join(", ")}.`,
  );
  return undefined;
}

/** Suites that run beside each other, in the order in which their groups run. */
function grouped(list) {
  return list.reduce((groups, suite, index) => {
    if (index > 0 && suite.beside === list[index - 1].name) groups.at(-1).push(suite);
    else groups.push([suite]);
    return groups;
  }, []);
}

async function runSuite({ name, needs, steps, sideBySide = false, env = {} }) {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const outcome = { name, passed: 0, failed: 0, skipped: 0, failures: [], skippedTests: [] };
  try {
    for (const need of needs) await prepare(need);
    const start = (step) => runStep(step, results, { ...env, ...recording, LOCKKEEPER_SUITE: step.name });
    if (sideBySide) for (const part of await Promise.all(steps.map(start))) add(outcome, part);
    else for (const step of steps) add(outcome, await start(step));
  } catch (error) {
    add(outcome, failure(`${name} could not run: ${error instanceof Error ? error.message : error}`));
  }
  outcome.seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${name}: ${inNumbers(outcome)} in ${outcome.seconds} s`);
  return outcome;
}

/** Once per run; what failed once is not tried again. */
async function prepare(need) {
  if (!prepared.has(need)) prepared.set(need, Promise.resolve().then(preparations[need]));
  await prepared.get(need);
}

function runOrThrow(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed`);
}

function report(list) {
  for (const { name, skippedTests } of list.filter((outcome) => outcome.skippedTests.length > 0)) {
    console.log(`\nSKIPPED in ${name}:`);
    for (const test of skippedTests) console.log(`  ${test.name}: ${test.reason}`);
  }
  for (const { name, failures } of list.filter((outcome) => outcome.failures.length > 0)) {
    console.log(`\nFAILED in ${name}:`);
    for (const test of failures) console.log(`  ${test}`);
  }
  console.log();
  for (const outcome of list)
    console.log(`${outcome.name.padEnd(10)} ${inNumbers(outcome)} (${outcome.seconds} s)`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const outcome of list) add(total, outcome);
  console.log(inNumbers(total));
}
