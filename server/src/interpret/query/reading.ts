import type { FuncCall, Node } from "@pgsql/types";
import type { ConstraintId, RelationId, TypeId } from "../../catalog/ids.ts";
import type { Relation, Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import type { LockMode } from "../locks.ts";
import type { KnownTypes } from "./place.ts";

/**
 * What a query reads, gathered while it is walked through. Parsing alone (CREATE VIEW) locks what the query names;
 * running it also locks what views stand on, partitions, and the sequences it advances.
 */
export interface Reading {
  readonly execution: Execution;
  readonly runs: boolean;
  /** Relation -> columns of it; no columns means the relation as a whole. */
  readonly relations: ReadonlyMap<RelationId, ReadonlySet<number>>;
  readonly calls: FuncCall[];
  /** The primary keys without which a GROUP BY would not do. */
  readonly keys: Set<ConstraintId>;
  /** The user's types of its constants and casts; only of what is stored, since nobody else needs them. */
  readonly usedTypes: Set<TypeId> | undefined;
  /** True where some name could not be followed. */
  opaque: boolean;
  readonly types: KnownTypes;
  /** True while expressions are read that are evaluated for each row of a table. */
  readonly isForRows: boolean;
  /** Reads a part of the query whose rows a WHERE clause narrows down. */
  where<T>(clause: Node | undefined, read: () => T): T;
  /** Notes that the query names a relation. */
  note(relation: RelationId): void;
  /** Reads a relation; `name`: what it is called in the query. */
  read(relation: Relation, mode: LockMode, only: boolean, name?: string): void;
  /** The tables that the rows of a table are in, which the WHERE clause may narrow down. */
  leavesOf(table: Table, only: boolean, name: string): readonly Table[];
  /** Reads what is evaluated once for each row: calls in it happen only where there are rows. */
  forEachRow<T>(applies: boolean, read: () => T): T;
  column(relation: RelationId, number: number): void;
}
