import type { QualifiedName, RelationId, TypeId } from "./ids.ts";
import type { Expression } from "./expression.ts";

/** The type of a column, argument or result. */
export interface TypeRef {
  /** Built-in types by their pg_catalog name (`type:pg_catalog.int4`), user types by their id. */
  readonly id: TypeId;
  /** The modifiers as written, e.g. [10, 2] of numeric(10,2); empty where there are none. */
  readonly modifiers: readonly number[];
  /** `interval hour to minute` and the like, as the grammar's own mask; absent elsewhere. */
  readonly fields?: number;
  readonly array: boolean;
}

/** The type of a column of which nothing is known but its name. */
export const unknownType: TypeRef = { id: "type:?", modifiers: [], array: false };

export type Type = BaseType | EnumType | DomainType | CompositeType | RangeType | ShellType;

interface NamedType extends QualifiedName {
  readonly id: TypeId;
}

export interface BaseType extends NamedType {
  readonly kind: "base";
}

export interface EnumType extends NamedType {
  readonly kind: "enum";
  readonly values: readonly string[];
}

export interface DomainConstraint {
  readonly name: string;
  readonly kind: "check" | "not-null";
  readonly expression?: Expression;
  readonly valid: boolean;
}

export interface DomainType extends NamedType {
  readonly kind: "domain";
  readonly base: TypeRef;
  readonly default?: Expression;
  readonly constraints: readonly DomainConstraint[];
}

/** A stand-alone composite type; its attributes live in a relation of kind `composite-type`. */
export interface CompositeType extends NamedType {
  readonly kind: "composite";
  readonly relation: RelationId;
}

export interface RangeType extends NamedType {
  readonly kind: "range" | "multirange";
  readonly subtype: TypeRef;
  /** The multirange of a range, which comes and goes with it; and the other way round. */
  readonly partner?: TypeId;
}

export interface ShellType extends NamedType {
  readonly kind: "shell";
}
