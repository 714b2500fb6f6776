import type { Look } from "../report/outputs/output.ts";

/** Columns where nothing tells how many there are. */
const usual = 100;
export const plainLook: Look = { colour: false, width: usual };

/** How text looks on standard output: colours on a terminal alone, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function lookOf(env: NodeJS.ProcessEnv, out: { isTTY?: boolean; columns?: number }): Look {
  const given = Number(env["COLUMNS"]);
  const width = Number.isInteger(given) && given > 0 ? given : (out.columns ?? usual);
  return { colour: hasColour(env, out.isTTY === true), width };
}

/** https://no-color.org and https://force-color.org: any value that is not empty counts; the first refuses. */
function hasColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const isSet = (name: string): boolean => (env[name] ?? "") !== "";
  if (isSet("NO_COLOR")) return false;
  if (isSet("FORCE_COLOR")) return env["FORCE_COLOR"] !== "0";
  return isTerminal && env["TERM"] !== "dumb";
}
