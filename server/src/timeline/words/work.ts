import type { Effects, Work, WorkKind } from "../../interpret/effects.ts";
import type { Statistics, TableSize } from "../statistics.ts";
import { estimate } from "./estimate.ts";
import { enumerate } from "./lists.ts";

/* What is done to every row while the locks are held, and how long that takes. */

const predicates: Readonly<Record<WorkKind, string>> = {
  rewrite: "is rewritten with all its indexes",
  scan: "is scanned to check every row",
  "index-build": "is scanned to build an index",
  "foreign-key-check": "is scanned to look up every key",
};

/** What happens to the relation, e.g. `is rewritten with all its indexes`. */
export function workPredicate({ kind, relation }: Pick<Work, "kind" | "relation">): string {
  return kind === "index-build" && relation.kind.endsWith("index") ? "is rebuilt" : predicates[kind];
}

/** One sentence part about a piece of work, e.g. `public.users is scanned to check every row`. */
export function describeWork(work: Work): string {
  return `${work.relation.name} ${workPredicate(work)}`;
}

/** How long a statement keeps its locks, in words: an instant, or growing with which tables of which size. */
export function duration(effects: Effects, statistics: Statistics): string {
  if (effects.work.length === 0) return "but only briefly, once granted";
  const parts = effects.work.map((work) => `${describeWork(work)} (${sizeWords(work, statistics)})`);
  return `while ${enumerate(parts)}`;
}

/** ` (1,200,000 rows, 80 MB)`; nothing where it is unknown. */
export function knownSizeWords({ relation }: Pick<Work, "relation">, statistics: Statistics): string {
  const size = statistics.get(relation.name);
  return size === undefined ? "" : ` (${knownSize(size)})`;
}

/** `1,200,000 rows, 80 MB as of 2026-10-01: about 8 s to 80 s, at 100 to 10 MB/s`, or that it is unknown. */
export function sizeWords(work: Pick<Work, "relation" | "kind">, statistics: Statistics): string {
  const size = statistics.get(work.relation.name);
  if (size === undefined) return "its size is unknown";
  const { asOf } = size;
  const takes = estimate(work, size);
  return `${knownSize(size)}${asOf === undefined ? "" : ` as of ${asOf}`}${takes === undefined ? "" : `: ${takes}`}`;
}

function knownSize({ rows, bytes }: TableSize): string {
  const many = `${rows.toLocaleString("en-US")} rows`;
  return bytes === undefined ? many : `${many}, ${bytesWords(bytes)}`;
}

function bytesWords(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${String(Math.round(bytes / 1000 ** power))} ${units[power] ?? "B"}`;
}
