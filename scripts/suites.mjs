/*
 * What `npm test` runs, in this order. A suite is steps; a step is a command. Commands that run tests write their
 * counts to `out/results/<name>.json` (`results` says which files); the others count as one test each.
 */

import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Minutes after which a step is ended. This is against what hangs, so it has to be far from what a slow machine takes. */
const hang = 40;

const node = process.execPath;
const bin = (name, ...args) => [node, `node_modules/${name}`, ...args];
const vitest = (project, ...args) => ({
  name: project,
  command: bin("vitest/vitest.mjs", "run", "--project", project, ...args),
  results: [project],
  minutes: hang,
});
const check = (name, command) => ({ name, command, minutes: hang });

/** By default vitest leaves one core free, which of two is half of them. */
const onEveryCore = `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`;
/** What waits for servers, for locks and for the clock leaves a core free meanwhile. */
const onMoreThanCores = `--maxWorkers=${availableParallelism() + 1}`;

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
/** Processes that tests start run what was just built: to load the sources takes each several seconds. */
const built = { LOCKKEEPER_BUNDLES: dist, LOCKKEEPER_SERVER: path.join(dist, "server.js") };

/**
 * Every suite; `needs` names what must be installed or built before. Steps that have nothing to do with each other may
 * run `sideBySide`, and a suite `beside` the one before it that keeps one core busy.
 */
export const suites = [
  {
    name: "lint",
    needs: [],
    sideBySide: true,
    steps: [
      check("types", bin("typescript/bin/tsc", "-b")),
      check("eslint", bin("eslint/bin/eslint.js", ".", "--max-warnings=0")),
      check("prettier", bin("prettier/bin/prettier.cjs", "--check", "--log-level=warn", ".")),
    ],
  },
  // It builds what is shipped into dist/, so it comes before those that need what is built for them.
  { name: "package", beside: "lint", needs: [], steps: [vitest("package")] },
  { name: "unit", needs: ["servers", "vscode"], steps: [vitest("unit", onEveryCore)] },
  { name: "protocol", needs: ["build", "servers"], env: built, steps: [vitest("protocol", onEveryCore)] },
  { name: "servers", needs: ["build", "servers"], env: built, steps: [vitest("servers", onMoreThanCores)] },
  {
    name: "vscode",
    needs: ["build", "servers", "vscode", "browser"],
    steps: [
      {
        name: "vscode",
        command: bin("tsx/dist/cli.mjs", "test/vscode/runner.mts"),
        results: /^vscode-/,
        minutes: hang,
      },
    ],
  },
  // Windows wait for what they show, and keep one core busy at most.
  {
    name: "house",
    beside: "vscode",
    needs: [],
    steps: [vitest("house", "--maxWorkers=1"), vitest("long", "--maxWorkers=1")],
  },
];

/** Suites that run only when asked for by name. */
export const extraSuites = [
  {
    name: "oracle",
    needs: ["servers"],
    env: { ORACLE_MAJORS: "14,15,16,17,18" },
    // All cases on five majors, three times what `npm test` takes of it.
    steps: [
      {
        ...vitest("servers", "test/oracle", "test/recipes", onEveryCore),
        name: "oracle",
        results: ["oracle"],
        minutes: 3 * hang,
      },
    ],
  },
  {
    name: "prove",
    needs: ["servers"],
    // The recipes on all five majors, and every way up and down of theirs instead of those that differ.
    env: { ORACLE_MAJORS: "14,15,16,17,18", LOCKKEEPER_PROVE: "1" },
    steps: [
      {
        ...vitest("servers", "test/recipes", onEveryCore),
        name: "prove",
        results: ["prove"],
        minutes: 3 * hang,
      },
    ],
  },
];
