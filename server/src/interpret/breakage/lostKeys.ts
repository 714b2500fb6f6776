import { listChanges } from "../../catalog/listChanges.ts";
import { isIndex, isTable, type Index, type Table } from "../../catalog/relations.ts";
import { sameNode } from "../sameNode.ts";
import type { Broken, Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";

/**
 * INSERT … ON CONFLICT needs its unique index or constraint: without it, it fails with 42P10, and with 42704 where it
 * named a constraint.
 */
export function lostKeys(difference: Difference): readonly Broken[] {
  const { old, now } = difference;
  if (!isTable(old) || !isTable(now) || isGone(old, now)) return [];
  if (old.indexes === now.indexes && old.constraints === now.constraints) return [];
  const parts = new Set([...lostIndexes(difference, old, now), ...lostConstraints(old, now)]);
  return [...parts].map((part) => ({ code: "old-code-upserts-on-key", part }));
}

function lostIndexes({ before, execution }: Difference, old: Table, now: Table): readonly string[] {
  const lost = listChanges(old.indexes, now.indexes).gone.flatMap((id) => {
    const index = before.get("relation", id);
    return isIndex(index) && isArbiter(index) ? [index] : [];
  });
  if (lost.length === 0) return [];
  const arbiters = now.indexes.flatMap((id) => {
    const index = execution.edit.get("relation", id);
    return isIndex(index) && isArbiter(index) ? [index] : [];
  });
  return lost.filter((index) => !arbiters.some((other) => servesAs(index, other))).map(({ name }) => name);
}

function lostConstraints(old: Table, now: Table): readonly string[] {
  const { gone, added } = listChanges(old.constraints, now.constraints);
  const left = new Set(added.map(({ name }) => name));
  return gone
    .filter(({ kind, name }) => ["primary-key", "unique", "exclusion"].includes(kind) && !left.has(name))
    .map(({ name }) => name);
}

function isArbiter(index: Index): boolean {
  return index.unique && index.valid;
}

/** Whether ON CONFLICT (columns) finds one index where it found the other: by its columns, in any order. */
function servesAs(index: Index, other: Index): boolean {
  const has = (from: Index, { on }: Index["columns"][number]): boolean =>
    from.columns.some((column) =>
      typeof on === "number" || typeof column.on === "number"
        ? column.on === on
        : sameNode(column.on.node, on.node),
    );
  return (
    index.columns.every((column) => has(other, column)) &&
    other.columns.every((column) => has(index, column)) &&
    (other.predicate === undefined || sameNode(index.predicate?.node, other.predicate.node))
  );
}
