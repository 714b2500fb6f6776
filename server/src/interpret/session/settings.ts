import type { Execution } from "../execution.ts";

/** Settings that are a time in milliseconds, with the first major that has them. */
const timeouts: Readonly<Record<string, number | undefined>> = {
  lock_timeout: 14,
  statement_timeout: 14,
  idle_in_transaction_session_timeout: 14,
  idle_session_timeout: 14,
  deadlock_timeout: 14,
  transaction_timeout: 17,
};

/** A number with one of the server's units, e.g. `5s`, `1.5 min`, `250` (guc.c, parse_int). */
const time = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*(?:us|ms|s|min|h|d)?\s*$/u;

/** Fails on a setting that the server does not have, and on a time that it cannot read. */
export function refuseSetting(execution: Execution, name: string, value: string | undefined): void {
  const since = timeouts[name];
  if (since === undefined) return;
  if (execution.target.major < since)
    execution.fail("42704", `unrecognized configuration parameter "${name}"`);
  if (value !== undefined && !time.test(value))
    execution.fail("22023", `invalid value for parameter "${name}": "${value}"`);
}
