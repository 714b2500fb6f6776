import type { Node } from "@pgsql/types";
import type { ColumnAttributes } from "./columnAttributes.ts";
import type { Expression } from "./expression.ts";
import {
  rowTypeId,
  type ConstraintId,
  type FunctionId,
  type ObjectId,
  type OtherId,
  type PolicyId,
  type QualifiedName,
  type RelationId,
  type RuleId,
  type TriggerId,
  type TypeId,
} from "./ids.ts";
import type { TypeRef } from "./types.ts";

/** Everything in pg_class that can be locked. */
export type Relation = Table | Index | Sequence | View | CompositeRelation;

export type Persistence = "permanent" | "unlogged" | "temporary";

interface AnyRelation extends QualifiedName {
  readonly id: RelationId;
  readonly persistence: Persistence;
  /** Storage parameters as written, e.g. fillfactor. */
  readonly options: Readonly<Record<string, string>>;
  readonly owner?: string;
  /** It may have columns and other parts that the model does not know, since what it was made from is not known. */
  readonly open?: true;
  /**
   * Made by CREATE TABLE IF NOT EXISTS in an open world: `perhaps` another of its name was there before, `certainly`
   * where a later statement names a part that the CREATE does not make.
   */
  readonly older?: "perhaps" | "certainly";
  /** Assumed, and named by no statement: the table of an index, the other table of a foreign key. */
  readonly unnamed?: true;
}

export interface Column {
  /** pg_attribute.attnum: from 1, never reused after a DROP COLUMN. */
  readonly number: number;
  readonly name: string;
  readonly type: TypeRef;
  readonly collation?: string;
  readonly notNull: boolean;
  readonly default?: Expression;
  readonly identity?: { readonly always: boolean; readonly sequence: RelationId };
  readonly generated?: { readonly kind: "stored" | "virtual"; readonly expression: Expression };
  /** Defined on the relation itself, not (only) inherited. */
  readonly local: boolean;
  /** How many parents hand it down. */
  readonly inherited: number;
  /** What has been set beside all this; absent where nothing has. */
  readonly attributes?: ColumnAttributes;
}

interface AnyConstraint {
  readonly id: ConstraintId;
  readonly name: string;
  /** pg_constraint.convalidated. */
  readonly valid: boolean;
  /** False for NOT ENFORCED (18+). */
  readonly enforced: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  readonly noInherit: boolean;
  readonly local: boolean;
  readonly inherited: number;
}

export interface CheckConstraint extends AnyConstraint {
  readonly kind: "check";
  readonly expression: Expression;
}

/** In pg_constraint from 18 on only; before, Column.notNull is all there is. */
export interface NotNullConstraint extends AnyConstraint {
  readonly kind: "not-null";
  readonly column: number;
}

export interface KeyConstraint extends AnyConstraint {
  readonly kind: "primary-key" | "unique" | "exclusion";
  readonly columns: readonly number[];
  readonly index: RelationId;
}

export interface ForeignKeyConstraint extends AnyConstraint {
  readonly kind: "foreign-key";
  readonly columns: readonly number[];
  readonly references: RelationId;
  readonly referencedColumns: readonly number[];
  /** The unique index on the referenced side that it depends on. */
  readonly index: RelationId | undefined;
  /** True for MATCH FULL. */
  readonly matchFull?: boolean;
  readonly onUpdate: ReferentialAction;
  readonly onDelete: ReferentialAction;
  /** The columns that ON DELETE SET NULL or SET DEFAULT sets; all where absent (15+). */
  readonly deleteSets?: readonly number[];
}

export type ReferentialAction = "no-action" | "restrict" | "cascade" | "set-null" | "set-default";
export type Constraint = CheckConstraint | NotNullConstraint | KeyConstraint | ForeignKeyConstraint;

export interface Trigger {
  readonly id: TriggerId;
  readonly name: string;
  readonly function: FunctionId | undefined;
  /** It runs a function that the history does not tell of, and that is none of the server's. */
  readonly unknownFunction?: true;
  /** Columns named in UPDATE OF, and those of WHEN. */
  readonly columns: readonly number[];
  readonly when?: Expression;
  /** The columns of UPDATE OF; absent where any change counts. */
  readonly updateOf?: readonly number[];
  readonly arguments?: readonly string[];
  /** Names of REFERENCING OLD and NEW TABLE. */
  readonly transitionTables?: readonly string[];
  /** A constraint trigger that waits for the end of the transaction. */
  readonly deferred?: true;
  readonly timing: "before" | "after" | "instead-of";
  readonly events: readonly ("insert" | "update" | "delete" | "truncate")[];
  readonly forEachRow: boolean;
  /** True on a partition that has it from its parent. */
  readonly copied?: boolean;
  readonly enabled: "origin" | "disabled" | "replica" | "always";
  readonly constraint: boolean;
}

export const policyCommands = ["select", "insert", "update", "delete"] as const;

export type PolicyCommand = (typeof policyCommands)[number];

export interface Policy {
  readonly id: PolicyId;
  readonly name: string;
  /** AS RESTRICTIVE: rows must pass it besides; absent for one that lets rows pass. */
  readonly restrictive?: true;
  /** FOR; absent for all. */
  readonly command?: PolicyCommand;
  /** TO; absent for all. */
  readonly roles?: readonly string[];
  readonly using?: Expression;
  readonly check?: Expression;
}

export interface Rule {
  readonly id: RuleId;
  readonly name: string;
  readonly event?: "select" | "update" | "insert" | "delete";
  readonly enabled: boolean;
  readonly instead: boolean;
  /** Its WHERE. */
  readonly condition?: Node;
  /** What it does; absent for DO NOTHING. */
  readonly actions?: readonly Node[];
  /** Other relations that its actions touch. */
  readonly uses: readonly RelationId[];
  /** The user's functions, types and sequences that it uses; absent where there are none. */
  readonly objects?: readonly ObjectId[];
  /** Columns of its own relation that it reads. */
  readonly columns: readonly number[];
}

export interface PartitionKey {
  readonly strategy: "range" | "list" | "hash";
  /** A column number, or an expression. */
  readonly parts: readonly (number | Expression)[];
  /** A column of it is compared by a collation, or else by an operator class, that is not the column's own. */
  readonly comparedBy?: "collation" | "operator-class";
}

export interface Table extends AnyRelation {
  readonly kind: "table" | "partitioned-table" | "foreign-table";
  readonly columns: readonly Column[];
  /** The number the next added column gets. */
  readonly nextColumn: number;
  readonly constraints: readonly Constraint[];
  /** In the order of creation. */
  readonly indexes: readonly RelationId[];
  /** Tables with foreign keys to this one; a table may stand here several times. */
  readonly referencedBy: readonly { readonly table: RelationId; readonly constraint: ConstraintId }[];
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rules: readonly Rule[];
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean };
  /** INHERITS and PARTITION OF, both directions. */
  readonly parents: readonly RelationId[];
  readonly children: readonly RelationId[];
  readonly partitionKey?: PartitionKey;
  /** As a partition: its bound; the parent is parents[0]. */
  readonly bound?: { readonly node: Node; readonly isDefault: boolean; readonly detachPending: boolean };
  readonly ofType?: TypeId;
  /** Of a foreign table. */
  readonly server?: OtherId;
  readonly replicaIdentity: "default" | "full" | "nothing" | { readonly index: RelationId };
  readonly clusteredOn?: RelationId;
  readonly accessMethod: string;
  readonly tablespace?: string;
}

export interface IndexColumn {
  /** A column number, or an expression over the table's columns. */
  readonly on: number | Expression;
  readonly collation?: string;
  readonly operatorClass?: string;
  /** The extension that its operator class belongs to, by default too. */
  readonly extension?: OtherId;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface Index extends AnyRelation {
  readonly kind: "index" | "partitioned-index";
  /** The table or materialized view it belongs to. */
  readonly table: RelationId;
  readonly method: string;
  readonly columns: readonly IndexColumn[];
  /** INCLUDE columns. */
  readonly including: readonly number[];
  readonly predicate?: Expression;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly primary: boolean;
  /** pg_index.indisvalid. */
  readonly valid: boolean;
  /** The constraint that owns it. */
  readonly constraint?: ConstraintId;
  readonly parent?: RelationId;
  readonly children: readonly RelationId[];
}

export interface Sequence extends AnyRelation {
  readonly kind: "sequence";
  readonly type: TypeRef;
  /** The column that owns it (serial, identity, OWNED BY). */
  readonly ownedBy?: { readonly table: RelationId; readonly column: number; readonly identity: boolean };
}

export interface View extends AnyRelation {
  readonly kind: "view" | "materialized-view";
  readonly columns: readonly Column[];
  readonly query: Node;
  /** What the query reads; empty `columns` means the relation as a whole, e.g. count(*). */
  readonly reads: readonly { readonly relation: RelationId; readonly columns: readonly number[] }[];
  /** True where some name in the query could not be resolved, so `reads` may be incomplete. */
  readonly opaque: boolean;
  /** The user's functions, types and sequences that the query uses. */
  readonly uses: readonly ObjectId[];
  /** Materialized views only. */
  readonly indexes: readonly RelationId[];
  readonly populated: boolean;
  readonly rules: readonly Rule[];
  readonly triggers: readonly Trigger[];
}

/** The relation of a stand-alone composite type. */
export interface CompositeRelation extends AnyRelation {
  readonly kind: "composite-type";
  readonly type: TypeId;
  readonly columns: readonly Column[];
  readonly nextColumn: number;
}

export function isTable(relation: Relation | undefined): relation is Table {
  return (
    relation?.kind === "table" || relation?.kind === "partitioned-table" || relation?.kind === "foreign-table"
  );
}

export function isIndex(relation: Relation | undefined): relation is Index {
  return relation?.kind === "index" || relation?.kind === "partitioned-index";
}

export function isView(relation: Relation | undefined): relation is View {
  return relation?.kind === "view" || relation?.kind === "materialized-view";
}

export function columnNamed(
  relation: { readonly columns: readonly Column[] },
  name: string,
): Column | undefined {
  return relation.columns.find((column) => column.name === name);
}

/** The type whose values are rows of the relation: that of a composite type is its own. */
export function ownRowType(relation: Relation): TypeId {
  return relation.kind === "composite-type" ? relation.type : rowTypeId(relation.id);
}
