import { spawn } from "node:child_process";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

/**
 * Runs one step of a suite and gives what its tests came to; a step that writes no counts is one test by itself.
 * `results` is the folder where the counts are written.
 */
export async function runStep({ name, command, results: files, minutes }, results, env) {
  if (files !== undefined) for (const file of resultFiles(results, files)) rmSync(file);
  const problem = await run(command, minutes, env);
  if (files === undefined)
    return problem === undefined ? { passed: 1, failed: 0, skipped: 0 } : failure(`${name}: ${problem}`);
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], skippedTests: [] };
  for (const file of resultFiles(results, files)) {
    const { running, ...part } = JSON.parse(readFileSync(file, "utf8"));
    add(total, part);
    if (running !== undefined) add(total, failure(cutShort(part, running, problem)));
  }
  if (total.passed + total.failed === 0) add(total, failure(`${name}: no test ran (${problem ?? "exit 0"})`));
  // A crash after the counts were written must not look like success.
  else if (problem !== undefined && total.failed === 0) add(total, failure(`${name}: ${problem}`));
  return total;
}

/** What counts of a run that did not come to its end; its file still names what was running. */
function cutShort(part, running, problem) {
  const under = running.length === 0 ? "" : `, in ${running.join(", ")}`;
  return `${part.name} was stopped after ${inNumbers(part)}${under}: ${problem ?? "it said nothing of its end"}`;
}

function resultFiles(results, files) {
  const wanted = ({ name }) => (files instanceof RegExp ? files.test(name) : files.includes(name));
  return readdirSync(results)
    .filter((file) => file.endsWith(".json") && wanted({ name: path.basename(file, ".json") }))
    .map((file) => path.join(results, file));
}

/** Runs it to its end; gives what went wrong, or undefined. The whole process group ends with it. */
function run([program, ...args], minutes, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: "inherit",
      env: { ...process.env, ...env },
      detached: process.platform !== "win32",
    });
    const endGroup = (signal) => {
      try {
        process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      endGroup("SIGTERM");
      setTimeout(endGroup, 10_000, "SIGKILL").unref();
    }, minutes * 60_000);
    const interrupted = () => {
      endGroup("SIGTERM");
      // Programs that clean up get a moment for it; what is left then is ended.
      setTimeout(() => {
        endGroup("SIGKILL");
        process.exit(130);
      }, 5_000);
      child.once("exit", () => process.exit(130));
    };
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    const settle = (problem) => {
      clearTimeout(limit);
      // A run that is killed leaves its workers behind: they would go on beside the next one.
      endGroup("SIGKILL");
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve(late ? `took more than ${minutes} minutes` : problem);
    };
    child.once("error", (error) => settle(error.message));
    child.once("exit", (code, signal) => settle(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
}

export function inNumbers({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** What could not run at all counts as one failed test. */
export function failure(text) {
  return { passed: 0, failed: 1, skipped: 0, failures: [text] };
}

export function add(total, part) {
  for (const key of ["passed", "failed", "skipped"]) total[key] += part[key];
  total.failures?.push(...(part.failures ?? []));
  total.skippedTests?.push(...(part.skippedTests ?? []));
}
