import type { FuncCall, Node } from "@pgsql/types";
import type { ConstraintId, RelationId, TypeId } from "../../catalog/ids.ts";
import { isTable, isView, type Relation, type Table, type View } from "../../catalog/relations.ts";
import { runUsed } from "../functions/stored.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import type { LockMode } from "../locks.ts";
import { find } from "../walk.ts";
import { conditionsIn, conditionsOn, type Condition } from "./conditions.ts";
import { partitionsFor } from "../partitions/pruning.ts";
import type { KnownTypes } from "./place.ts";
import type { Reading } from "./reading.ts";

/**
 * What a query reads, gathered while it is walked through. Parsing alone (CREATE VIEW) locks what the query names;
 * running it also locks what views stand on, partitions, and the sequences it advances.
 */
export class QueryReading implements Reading {
  readonly execution: Execution;
  readonly runs: boolean;
  /** Relation -> columns of it; no columns means the relation as a whole. */
  readonly relations = new Map<RelationId, Set<number>>();
  readonly calls: FuncCall[] = [];
  /** The primary keys without which a GROUP BY would not do. */
  readonly keys = new Set<ConstraintId>();
  /** The user's types of its constants and casts; only of what is stored, since nobody else needs them. */
  readonly usedTypes: Set<TypeId> | undefined;
  /** True where some name could not be followed. */
  opaque = false;
  readonly types: KnownTypes = new WeakMap();
  /** What the WHERE clause of the query being read demands of its rows. */
  private conditions: readonly Condition[] = [];
  /** True while expressions are read that are evaluated for each row of a table. */
  private eachRow = false;

  constructor(execution: Execution, runs: boolean, stores = false) {
    this.execution = execution;
    this.runs = runs;
    this.usedTypes = stores ? new Set() : undefined;
  }

  /** Reads a part of the query whose rows a WHERE clause narrows down. */
  where<T>(clause: Node | undefined, read: () => T): T {
    const around = this.conditions;
    this.conditions = conditionsIn(clause);
    const result = read();
    this.conditions = around;
    return result;
  }

  /** Notes that the query names a relation. */
  note(relation: RelationId): void {
    if (!this.relations.has(relation)) this.relations.set(relation, new Set());
  }

  /** `name`: what the relation is called in the query. */
  read(relation: Relation, mode: LockMode, only: boolean, name?: string): void {
    this.note(relation.id);
    if (!this.runs) {
      this.execution.lock(relation, mode);
      return;
    }
    if (relation.kind === "partitioned-table" && !only) this.readPartitioned(relation, mode, name);
    else lockWithBelow(this.execution, relation, mode, only);
  }

  /** Partitions that the WHERE clause excludes are not even opened. */
  private readPartitioned(table: Table, mode: LockMode, name: string | undefined): void {
    const own = conditionsOn(this.conditions, name);
    this.execution.lock(table, mode);
    for (const partition of partitionsFor(this.execution, table, own)) this.execution.lock(partition, mode);
  }

  /** The tables that the rows of a table are in, which the WHERE clause may narrow down. */
  leavesOf(table: Table, only: boolean, name: string): readonly Table[] {
    const own = conditionsOn(this.conditions, name);
    if (table.kind === "partitioned-table")
      return partitionsFor(this.execution, table, own).filter(({ kind }) => kind !== "partitioned-table");
    return only ? [table] : [table, ...descendantsOf(this.execution, table)];
  }

  /** True while expressions are read that are evaluated for each row of a table. */
  get isForRows(): boolean {
    return this.eachRow;
  }

  /** Reads what is evaluated once for each row: calls in it happen only where there are rows. */
  forEachRow<T>(applies: boolean, read: () => T): T {
    const around = this.eachRow;
    this.eachRow ||= applies;
    const result = read();
    this.eachRow = around;
    return result;
  }

  column(relation: RelationId, number: number): void {
    const columns = this.relations.get(relation) ?? new Set();
    this.relations.set(relation, columns.add(number));
  }
}

/** Locks a relation that a query uses, with its partitions and children, and what a view stands on. */
export function lockWithBelow(
  execution: Execution,
  relation: Relation,
  mode: LockMode,
  only: boolean,
  above: readonly RelationId[] = [],
): void {
  if (above.includes(relation.id))
    execution.fail("42P17", `infinite recursion detected in rules for relation "${relation.name}"`);
  execution.lock(relation, mode);
  if (relation.kind === "materialized-view" && !relation.populated && !execution.plansOnly)
    execution.fail("55000", `materialized view "${relation.name}" has not been populated`);
  if (isTable(relation) && !only)
    for (const child of descendantsOf(execution, relation)) execution.lock(child, mode);
  if (relation.kind !== "view" || !isView(relation)) return;
  const below = mode === "ROW SHARE" ? mode : "ACCESS SHARE";
  for (const { relation: id } of relation.reads) {
    const read = execution.edit.get("relation", id);
    if (read !== undefined)
      lockWithBelow(execution, read, below, readsOnly(relation, read), [...above, relation.id]);
  }
  runUsed(execution, relation.uses);
}

/** Whether a view's query says ONLY wherever it names a table. */
function readsOnly({ query }: View, read: Relation): boolean {
  if (!isTable(read) || read.children.length === 0) return false;
  const named = find(query, (node) =>
    "RangeVar" in node && node.RangeVar.relname === read.name ? node.RangeVar : undefined,
  );
  return named.length > 0 && named.every(({ inh }) => inh !== true);
}
