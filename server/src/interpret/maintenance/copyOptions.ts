import type { DefElem, Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { stringOf } from "../nodes.ts";

/** Options of COPY with the first major that has them (ProcessCopyOptions). */
const known: Readonly<Record<string, number | undefined>> = {
  format: 14,
  freeze: 14,
  delimiter: 14,
  null: 14,
  default: 16,
  header: 14,
  quote: 14,
  escape: 14,
  force_quote: 14,
  force_not_null: 14,
  force_null: 14,
  convert_selectively: 14,
  encoding: 14,
  on_error: 17,
  log_verbosity: 17,
  reject_limit: 18,
};

/** Values with the first major that has them. */
const newer: readonly (readonly [option: string, value: string, since: number, message: string])[] = [
  ["format", "json", 19, 'COPY format "json" not recognized'],
  ["on_error", "set_null", 19, 'COPY ON_ERROR "set_null" not recognized'],
];

function refuseNewerValue(execution: Execution, option: string, value: string): void {
  for (const [name, word, since, message] of newer)
    if (name === option && word === value && !execution.server.isSince(since))
      execution.fail("22023", message);
}

function valueOf({ arg }: DefElem): string {
  return (arg === undefined ? undefined : stringOf(arg))?.toLowerCase() ?? "";
}

/** 42601 for an option that the target does not know, or that is given twice. */
export function refuseCopyOptions(execution: Execution, options: readonly Node[] | undefined): void {
  const given = new Set<string>();
  for (const node of options ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname = "" } = node.DefElem;
    const since = known[defname];
    if (since === undefined || !execution.server.isSince(since))
      execution.fail("42601", `option "${defname}" not recognized`);
    if (given.has(defname)) execution.fail("42601", "conflicting or redundant options");
    given.add(defname);
    refuseNewerValue(execution, defname, valueOf(node.DefElem));
  }
}
