import type { Major } from "../../support/servers.ts";
import { replayScripts } from "./replayScript.ts";
import type { ScriptResult } from "./replayScript.ts";
import { readScript } from "./script.ts";
import { printRemarks } from "./printRemarks.ts";

export interface ScriptRequest {
  readonly scripts: readonly string[];
  /** Scripts that make what the others need; what differs in them is not printed. */
  readonly before: readonly string[];
  readonly stop: boolean;
}

/** Replays each script on a new database of that major and prints what differs; the number of differences. */
export async function printScripts(request: ScriptRequest, major: Major): Promise<number> {
  const read = (path: string) => ({ path, statements: readScript(path) });
  let differences = 0;
  for (const path of request.scripts) {
    const started = Date.now();
    const results = await replayScripts([...request.before, path].map(read), major, request.stop);
    const result = results.at(-1);
    if (result === undefined) continue;
    printResult(result, major, (Date.now() - started) / 1000);
    differences += result.differences.length + result.drift.length;
  }
  return differences;
}

function printResult(result: ScriptResult, major: Major, seconds: number): void {
  const remarks = [
    ...result.differences.map((remark) => ({ what: "differs", remark })),
    ...result.drift.map((remark) => ({ what: "catalog", remark })),
    ...result.notAnalysed.map((remark) => ({ what: "not analysed", remark })),
  ].sort((one, other) => one.remark.line - other.remark.line);
  for (const { what, remark } of remarks) printRemarks(what, [remark]);
  console.log(
    `PostgreSQL ${major}: ${result.path}: ${result.statements} statements, ${result.agreed} agree, ` +
      `${result.differences.length} differ, ${result.drift.length} catalog differences, ` +
      `${result.notAnalysed.length} not analysed, ${result.byData} fail by data or rights, ` +
      `${result.idle} in failed transactions; ${seconds.toFixed(1)} s`,
  );
}
