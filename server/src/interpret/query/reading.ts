import { doubtAfterCall } from "../openWorld/unknownCalls.ts";
import type { FuncCall, Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import type { ConstraintId, RelationId, TypeId } from "../../catalog/ids.ts";
import { isTable, isView, type Relation, type Table, type View } from "../../catalog/relations.ts";
import { calledRoutine, isMade, valueOfCall } from "../functions/calls.ts";
import { runUsed } from "../functions/stored.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { requireFunction } from "../functions/requireFunction.ts";
import type { LockMode } from "../locks.ts";
import { splitName } from "../names/lookup.ts";
import { refuseWrite } from "../session/readOnly.ts";
import { setByCall } from "../session/setConfig.ts";
import { sequenceOfCall } from "../expressions/dependencies.ts";
import { find } from "../walk.ts";
import { conditionsIn, conditionsOn, type Condition } from "./conditions.ts";
import { partitionsFor } from "../partitions/pruning.ts";
import { evaluate, type Evaluation } from "../values/evaluate.ts";
import { lookUp, type Scope } from "./scope.ts";
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
  /** The primary keys without which a GROUP BY would not do. */
  readonly keys = new Set<ConstraintId>();
  /** The user's types of its constants and casts; only of what is stored, since nobody else needs them. */
  readonly usedTypes: Set<TypeId> | undefined;
  /** True where some name could not be followed. */
  opaque = false;
  /** The types of expressions that were asked for: they nest, and each is asked for by all around it. */
  readonly types = new WeakMap<Scope, WeakMap<Node, { readonly type: TypeRef | undefined }>>();
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

  call(call: FuncCall, scope: Scope): void {
    requireFunction(this.execution, call);
    this.calls.push(call);
    if (!this.runs) return;
    const id = sequenceOfCall(this.execution, call) ?? serialSequence(this.execution, call);
    const sequence = id === undefined ? undefined : this.execution.edit.get("relation", id);
    if (sequence !== undefined) this.changeSequence(sequence, call);
    if (!this.execution.plansOnly) doubtAfterCall(this.execution, call);
    if (!this.execution.plansOnly) setByCall(this.execution, call, !this.eachRow);
    this.runRoutine(call, scope);
  }

  private changeSequence(sequence: Relation, { funcname }: FuncCall): void {
    const { execution } = this;
    execution.lock(sequence, "ROW EXCLUSIVE");
    const name = splitName(funcname).name;
    const refuse = (): void => {
      refuseWrite(execution, sequence, `${name}()`);
    };
    if (name !== "nextval" && name !== "setval") return;
    // Where a query reads tables, it is called for their rows.
    if (this.eachRow || this.relations.size > 0) execution.ifRows(refuse);
    else refuse();
  }

  /** A function of the user's does what its body says. */
  private runRoutine(call: FuncCall, scope: Scope): void {
    const { execution } = this;
    if (execution.plansOnly || isMade(execution, call)) return;
    const run = (): void => {
      runCall(execution, call, scope);
    };
    if (this.eachRow) execution.ifRows(run);
    else run();
  }
}

/** Makes a call in a query, where it calls a routine of the user's; columns have no value that is known. */
export function runCall(execution: Execution, call: FuncCall, scope: Scope): void {
  if (calledRoutine(execution, call) === undefined) return;
  const at: Evaluation = {
    execution,
    calls: "made",
    name: (parts) =>
      lookUp(scope, parts).kind === "column" ? undefined : execution.surroundings.variable(parts),
  };
  const values = (call.args ?? []).map((arg) => evaluate(at, arg));
  valueOfCall(execution, call, values, "made");
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
