import type { Work, WorkKind } from "../../interpret/effects.ts";
import type { TableSize } from "../statistics.ts";

/*
 * How long work on a table of known size may take. The rates are wide on purpose. They hold for what was measured on
 * PostgreSQL 18 with a table of 330 MB: a busy machine with two cores scanned 150 to 220 MB in a second, built indexes
 * over 40 to 75 MB, looked 450,000 keys up, and rewrote 15 MB with two indexes and a foreign key; a server with fast
 * disks and much memory is about five times as quick, one under load may be slower.
 */

/** The table's bytes that are worked through in a second, slow and quick. */
const rates: Readonly<Record<WorkKind, readonly [slow: number, quick: number]>> = {
  rewrite: [10e6, 100e6],
  scan: [100e6, 1e9],
  "index-build": [20e6, 200e6],
  "foreign-key-check": [50e6, 500e6],
};

/** `about 40 s to 7 min, at 20 to 200 MB/s`; undefined where the bytes are unknown, or it takes no time worth saying. */
export function estimate({ kind }: Pick<Work, "kind">, { bytes }: TableSize): string | undefined {
  const [slow, quick] = rates[kind];
  if (bytes === undefined || bytes / slow < 1) return undefined;
  return `about ${time(bytes / quick)} to ${time(bytes / slow)}, at ${quick / 1e6} to ${slow / 1e6} MB/s`;
}

/** Seconds as people say them. */
function time(seconds: number): string {
  if (seconds < 1) return "a second";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
