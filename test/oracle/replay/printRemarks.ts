import type { Remark } from "./replayProject.ts";

/** Prints each remark with its place, its statement on one line, and what there is to say about it. */
export function printRemarks(what: string, remarks: readonly Remark[]): void {
  for (const { path, line, sql, words } of remarks) {
    console.log(`${path}:${line}: ${what}: ${sql.replaceAll(/\s+/g, " ").slice(0, 160)}`);
    for (const each of words) console.log(`    ${each}`);
  }
}
