import type { FuncCall } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import type { LockMode } from "../locks.ts";
import { sequenceOfCall } from "../uses.ts";
import { serialSequence } from "./serialSequence.ts";

/**
 * What a query reads, gathered while it is walked through. Parsing alone (CREATE VIEW) locks what the query names;
 * running it also locks what views stand on, partitions, and the sequences it advances.
 */
export class Reading {
  readonly execution: Execution;
  readonly runs: boolean;
  /** Relation -> columns of it; no columns means the relation as a whole. */
  readonly relations = new Map<RelationId, Set<number>>();
  readonly calls: FuncCall[] = [];
  /** True where some name could not be followed. */
  opaque = false;

  constructor(execution: Execution, runs: boolean) {
    this.execution = execution;
    this.runs = runs;
  }

  read(relation: Relation, mode: LockMode, only: boolean): void {
    if (!this.relations.has(relation.id)) this.relations.set(relation.id, new Set());
    if (this.runs) lockWithBelow(this.execution, relation, mode, only);
    else this.execution.lock(relation, mode);
  }

  column(relation: RelationId, number: number): void {
    const columns = this.relations.get(relation) ?? new Set();
    this.relations.set(relation, columns.add(number));
  }

  call(call: FuncCall): void {
    this.calls.push(call);
    if (!this.runs) return;
    const id = sequenceOfCall(this.execution, call) ?? serialSequence(this.execution, call);
    const sequence = id === undefined ? undefined : this.execution.edit.get("relation", id);
    if (sequence !== undefined) this.execution.lock(sequence, "ROW EXCLUSIVE");
  }
}

/** Locks a relation that a query uses, with its partitions and children, and what a view stands on. */
export function lockWithBelow(execution: Execution, relation: Relation, mode: LockMode, only: boolean): void {
  execution.lock(relation, mode);
  if (isTable(relation) && !only)
    for (const child of descendantsOf(execution, relation)) execution.lock(child, mode);
  if (relation.kind !== "view" || !isView(relation)) return;
  const below = mode === "ROW SHARE" ? mode : "ACCESS SHARE";
  for (const { relation: id } of relation.reads) {
    const read = execution.edit.get("relation", id);
    if (read !== undefined) lockWithBelow(execution, read, below, false);
  }
}
