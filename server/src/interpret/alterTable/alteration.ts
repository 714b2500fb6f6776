import type { AlterTableCmd } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import { isAssumed, type ConstraintId, type RelationId } from "../../catalog/ids.ts";
import { isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById, tableById } from "../names/lookup.ts";
import type { LockMode } from "../locks.ts";
import type { Pass } from "./passes.ts";

/** A subcommand waiting for its pass. */
export interface Queued {
  readonly command: AlterTableCmd;
  /** True where it came down from a parent, or was made by another subcommand (an inline constraint). */
  readonly derived: boolean;
  /** The subcommand of the statement that it is, or comes from, counted from 0. */
  readonly of: number | undefined;
}

/** What ALTER TABLE keeps per table until its last phase (AlteredTableInfo of tablecmds.c). */
export interface TableWork {
  readonly relation: RelationId;
  readonly queue: Record<Pass, Queued[]>;
  /** New storage for all rows. */
  rewrite: boolean;
  /** As above, or it would be if a partitioned table had rows of its own. */
  computes: boolean;
  /** All rows are read, to check a constraint. */
  scan: boolean;
  /** Columns get values other than those in the rows. */
  newValues: boolean;
  /** Columns with another type now, as they were, by their numbers. */
  readonly retyped: Map<number, Column>;
  /** Indexes made anew where they are, unless a rewrite of the table does it. */
  readonly rebuilt: Set<RelationId>;
  /** Parts of partitioned indexes that are made anew from the whole's definition. */
  readonly remade: Set<RelationId>;
  /** Foreign keys of this table to be checked against all rows. */
  readonly foreignKeys: Set<ConstraintId>;
  /** Those made for new columns, which own them once all else is done (afterStmts). */
  readonly newSequences: RelationId[];
  /** What is evaluated for each row that is read: CHECKs and new values. */
  readonly evaluated: Expression[];
}

/**
 * One ALTER TABLE (or CREATE TABLE, which ends the same way) with the tables it has come to touch: the work queue of
 * tablecmds.c. Subcommands change the catalog at once; what concerns all rows waits for phase 3, where each table is
 * rewritten or scanned once.
 */
export class Alteration {
  readonly execution: Execution;
  /** The lock taken on the target and on every child that a subcommand reaches. */
  readonly mode: LockMode;
  /** True for CREATE TABLE: there are no rows. */
  readonly creating: boolean;
  /** The statement's own target: the first relation touched. */
  private target: RelationId | undefined;
  private readonly tables = new Map<RelationId, TableWork>();

  constructor(execution: Execution, mode: LockMode, creating = false) {
    this.execution = execution;
    this.mode = mode;
    this.creating = creating;
  }

  of(relation: RelationId): TableWork {
    const known = this.tables.get(relation);
    if (known !== undefined) return known;
    const work: TableWork = {
      relation,
      queue: emptyQueue(),
      rewrite: false,
      computes: false,
      scan: false,
      newValues: false,
      retyped: new Map(),
      rebuilt: new Set(),
      remade: new Set(),
      foreignKeys: new Set(),
      newSequences: [],
      evaluated: [],
    };
    this.tables.set(relation, work);
    this.target ??= relation;
    return work;
  }

  /** Whether subcommands have come down to this relation from the statement's target. */
  isDerived(relation: RelationId): boolean {
    return this.target !== undefined && this.target !== relation;
  }

  /** In the order in which they were first touched. */
  get touched(): readonly TableWork[] {
    return [...this.tables.values()];
  }

  /** Has a subcommand run in its pass; one of a pass that is over or running still runs, after the others. */
  enqueue(relation: RelationId, pass: Pass, command: AlterTableCmd, derived = false): void {
    this.of(relation).queue[pass].push({ command, derived, of: this.execution.recorder.subcommand });
  }

  /** The relation as it is now. */
  relation(id: RelationId): Relation {
    return relationById(this.execution, id);
  }

  table(id: RelationId): Table {
    return tableById(this.execution, id);
  }

  /** The direct children, locked as the statement's target is. */
  children(relation: Relation): readonly Table[] {
    if (!isTable(relation)) return [];
    return relation.children.map((id) => {
      const child = this.table(id);
      this.execution.lock(child, this.mode);
      return child;
    });
  }

  /** All children and theirs, each once, locked (find_all_inheritors). The relation itself is not among them. */
  descendants(relation: Relation): readonly Table[] {
    const found = new Map<RelationId, Table>();
    const visit = (parent: Relation): void => {
      for (const child of this.children(parent)) {
        if (found.has(child.id)) continue;
        found.set(child.id, child);
        visit(child);
      }
    };
    visit(relation);
    return [...found.values()];
  }

  /**
   * Has every row of a table read in phase 3, to evaluate an expression if one is given; partitioned and foreign tables
   * have none of their own.
   */
  scan(table: Relation, expression?: Expression): void {
    if (!this.hasRows(table) || this.creating) return;
    this.of(table.id).scan = true;
    this.execution.recorder.causesWork("scan");
    if (expression !== undefined) this.of(table.id).evaluated.push(expression);
  }

  /** Has a table rewritten in phase 3, with an expression for new values if one is given. */
  rewrite(table: Relation, value?: Expression): void {
    this.of(table.id).computes = true;
    if (!this.hasRows(table) && table.kind !== "materialized-view") return;
    this.of(table.id).rewrite = true;
    this.execution.recorder.causesWork("rewrite");
    if (value !== undefined) this.of(table.id).evaluated.push(value);
  }

  /**
   * Has a foreign key of this table checked against all rows in phase 3; false where there are none: a partitioned table
   * has no rows of its own.
   */
  checkForeignKey(table: Table, constraint: ConstraintId): boolean {
    if (this.creating || !this.hasRows(table)) return false;
    this.of(table.id).foreignKeys.add(constraint);
    this.execution.recorder.causesWork("foreign-key-check");
    return true;
  }

  /** A partitioned table has none itself; those of partitions that nobody has named count as its own. */
  private hasRows(table: Relation): boolean {
    return table.kind === "table" || (table.kind === "partitioned-table" && isAssumed(table.id));
  }
}

function emptyQueue(): Record<Pass, Queued[]> {
  return {
    drop: [],
    "alter-type": [],
    "add-column": [],
    "set-expression": [],
    "old-index": [],
    "old-constraint": [],
    "add-constraint": [],
    "column-attributes": [],
    "add-index-constraint": [],
    "add-index": [],
    "add-other-constraint": [],
    miscellaneous: [],
  };
}
