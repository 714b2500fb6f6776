import { defineConfig } from "vitest/config";
import { ResultsReporter } from "./test/support/resultsReporter.mts";

/*
 * The suites that vitest runs, by folder: `npx vitest run test/sql`, `npx vitest run --project servers`.
 */
const servers = ["test/oracle/**", "test/run/**", "test/recipes/**", "test/support/**"];
const protocol = ["test/lsp/**", "test/cli/**"];
const house = ["test/house/**"];
const packaging = ["test/house/package.test.ts"];
/** Of the core's own, those that take minutes: `npm test` runs them where a core is idle. */
const long = ["test/accuracy/**", "test/fuzz/**"];
const never = ["test/vscode/**", "**/node_modules/**"];

const suite = process.env["LOCKKEEPER_SUITE"];
const tests = (globs: readonly string[]) => globs.map((glob) => glob.replace(/\*\*$/, "**/*.test.ts"));

export default defineConfig({
  test: {
    globalSetup: ["test/support/postgres/globalSetup.ts"],
    // Against what hangs. A test that is merely slow, on a slow or busy machine, must not fail for it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    reporters: ["default", ...(suite === undefined ? [] : [new ResultsReporter(import.meta.dirname, suite)])],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...never, ...servers, ...protocol, ...house, ...long],
          // The core is pure, so its tests may share one loaded copy of it, grammar included.
          isolate: false,
        },
      },
      { extends: true, test: { name: "long", include: tests(long), exclude: never, isolate: false } },
      { extends: true, test: { name: "protocol", include: tests(protocol), exclude: never } },
      {
        extends: true,
        test: {
          name: "servers",
          include: tests(servers),
          exclude: never,
          // To load the engine anew for each file took a tenth of the time.
          isolate: false,
          setupFiles: ["test/recipes/endings.setup.ts"],
        },
      },
      { extends: true, test: { name: "house", include: tests(house), exclude: [...never, ...packaging] } },
      { extends: true, test: { name: "package", include: packaging, exclude: never } },
    ],
  },
});
