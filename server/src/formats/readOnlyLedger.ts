import type { Ledger } from "./format.ts";

/** Of a tool whose migrations we read and never run (`Format.runBy`): nothing is asked of its ledger, and nothing written. */
export function readOnlyLedger(table: string): Ledger {
  return {
    table,
    create: [],
    select: "",
    key: (version) => version,
    read: () => undefined,
    cumulative: false,
    record: () => [],
    remove: () => [],
  };
}
