import { appendFileSync } from "node:fs";
import { format } from "node:util";

/*
 * Imported before mocha, which keeps the console it finds. VS Code swallows assignments to console's members, so
 * they are redefined; the runner prints the file.
 */
const log = process.env["LOCKKEEPER_TEST_LOG"];
if (log !== undefined) {
  const write = (...values: unknown[]): void => appendFileSync(log, `${format(...values)}\n`);
  for (const name of ["log", "info", "warn", "error", "debug"]) {
    Object.defineProperty(console, name, { configurable: true, writable: true, value: write });
  }
}
