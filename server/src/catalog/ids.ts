import { isRunTimeName } from "./runTimeNames.ts";

/*
 * Objects are known by ids that never change, as OIDs in PostgreSQL: names do change, and a lock or a foreign key
 * follows the object. An id is made from the object's name when it was created, so the same history always gives
 * the same ids (a counter would renumber everything below an edit).
 */
export type SchemaId = `schema:${string}`;
export type RelationId = `relation:${string}`;
export type TypeId = `type:${string}`;
export type FunctionId = `function:${string}`;
export type ConstraintId = `constraint:${string}`;
export type TriggerId = `trigger:${string}`;
export type PolicyId = `policy:${string}`;
export type RuleId = `rule:${string}`;
/** Statistics objects, publications, subscriptions, extensions, casts, event triggers and the like. */
export type OtherId = `object:${string}`;

export type ObjectId =
  SchemaId | RelationId | TypeId | FunctionId | ConstraintId | TriggerId | PolicyId | RuleId | OtherId;

export function isRelationId(id: string): id is RelationId {
  return id.startsWith("relation:");
}

export function isTypeId(id: string): id is TypeId {
  return id.startsWith("type:");
}

export function isFunctionId(id: string): id is FunctionId {
  return id.startsWith("function:");
}

export function isOtherId(id: string): id is OtherId {
  return id.startsWith("object:");
}

/**
 * The id of a relation that no migration creates and that is assumed to exist: a history need not begin at the
 * beginning. What is assumed has existed before every migration.
 */
export function assumedRelationId({ schema, name }: QualifiedName): RelationId {
  return `relation:?${schema}.${name}`;
}

export function isAssumed(id: string): boolean {
  return id.startsWith("relation:?");
}

/**
 * What a relation is called in effects that CREATE TABLE IF NOT EXISTS cannot have made, since a statement needs a part
 * of it that is not there: it is older than its migration.
 */
export function olderRelationId(id: RelationId): RelationId {
  return `relation:?older ${id}`;
}

export function isOlder(id: string): boolean {
  return id.startsWith("relation:?older ");
}

/** The id of a type of which only the name is known, likewise. */
export function assumedTypeId({ schema, name }: QualifiedName): TypeId {
  return `type:?${schema}.${name}`;
}

export function isAssumedType(id: string): boolean {
  return id.startsWith("type:?");
}

/** The type of the rows of a table or view. */
export function rowTypeId(relation: RelationId): TypeId {
  return `type:row of ${relation}`;
}

/** The relation whose rows a type is for; undefined for all other types. */
export function relationOfRowType(id: string): RelationId | undefined {
  const relation = /^type:row of (.*)$/u.exec(id)?.[1] ?? "";
  return isRelationId(relation) ? relation : undefined;
}

/** A schema-qualified name, parts unquoted and case-folded as PostgreSQL stores them. */
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

/** The key of a qualified name. A NUL cannot occur in an identifier, so `a.b`.`c` and `a`.`b.c` stay apart. */
export function nameKey({ schema, name }: QualifiedName): string {
  return `${schema}\u0000${name}`;
}

/** Whether no statement of the history makes a function, so that nothing of it is known. */
export function isAssumedRoutine(id: FunctionId): boolean {
  return id.startsWith("function:?");
}

export function isAssumedConstraint(id: ConstraintId): boolean {
  return id.startsWith("constraint:?");
}

/** For messages and JSON: `schema.name`, unquoted, as INTERFACES.md fixes it. What has no schema is described. */
export function displayName({ schema, name }: QualifiedName): string {
  if (isRunTimeName(name)) return "a relation named at run time";
  return schema === "" ? name : `${schema}.${name}`;
}
