import type { Dependent } from "../../catalog/collections.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import type { Expression } from "../../catalog/expression.ts";
import type { ObjectId } from "../../catalog/ids.ts";
import { listChanges } from "../../catalog/listChanges.ts";
import { isIndex, isTable, isView, type Relation, type Table } from "../../catalog/relations.ts";
import type { Type, TypeRef } from "../../catalog/types.ts";
import { isBuiltin } from "../types/typeRefs.ts";

/** The parts of a table that use other objects. */
type Parts = Pick<Table, "columns" | "constraints" | "triggers" | "policies" | "rules"> &
  Partial<Pick<Table, "partitionKey" | "ofType" | "server">>;

/**
 * The types, functions and sequences that a relation uses through its columns and expressions. They are kept in
 * `dependents` of those objects by every edit of the relation, so nobody else has to.
 */
export function usedObjects(relation: Relation | undefined): ReadonlySet<ObjectId> {
  if (relation === undefined) return new Set();
  if (isTable(relation)) return usedByParts(relation);
  const found = new Set(expressionsOf(relation).flatMap(({ uses = [] }) => uses));
  if (isIndex(relation)) {
    for (const { extension } of relation.columns) if (extension !== undefined) found.add(extension);
    return found;
  }
  if ("columns" in relation) for (const column of relation.columns) addType(found, column.type);
  if (isView(relation)) {
    for (const id of relation.uses) found.add(id);
    addBehaviour(found, relation);
  }
  return found;
}

function usedByParts(parts: Parts): ReadonlySet<ObjectId> {
  const found = new Set<ObjectId>();
  // Asked after every change of a table, so it goes without lists in between.
  eachExpression(parts, (expression) => {
    for (const id of expression?.uses ?? []) found.add(id);
  });
  for (const column of parts.columns) addType(found, column.type);
  addBehaviour(found, parts);
  if (parts.ofType !== undefined) found.add(parts.ofType);
  if (parts.server !== undefined) found.add(parts.server);
  return found;
}

function addBehaviour(found: Set<ObjectId>, { rules, triggers }: Pick<Parts, "rules" | "triggers">): void {
  for (const { uses, objects = [] } of rules) for (const id of [...uses, ...objects]) found.add(id);
  for (const { function: called } of triggers) if (called !== undefined) found.add(called);
}

/** What came to a table or went from it: a change of one part does not ask what all others use. */
function changedParts(before: Table, after: Table): Parts {
  const ofType = before.ofType === after.ofType ? undefined : (before.ofType ?? after.ofType);
  const server = before.server === after.server ? undefined : (before.server ?? after.server);
  return {
    columns: changed(before.columns, after.columns),
    constraints: changed(before.constraints, after.constraints),
    triggers: changed(before.triggers, after.triggers),
    policies: changed(before.policies, after.policies),
    rules: changed(before.rules, after.rules),
    ...(ofType === undefined ? {} : { ofType }),
    ...(server === undefined ? {} : { server }),
  };
}

function changed<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const { gone, added } = listChanges(before, after);
  return [...gone, ...added];
}

/** What a type uses: a range its subtype, a domain the type below it, and what its default and its CHECKs use. */
export function usedByType(type: Type | undefined): ReadonlySet<ObjectId> {
  if (type?.kind === "range" && !isBuiltin(type.subtype)) return new Set([type.subtype.id]);
  if (type?.kind !== "domain") return new Set();
  const expressions = [type.default, ...type.constraints.map(({ expression }) => expression)];
  const found = new Set(expressions.flatMap((expression) => expression?.uses ?? []));
  addType(found, type.base);
  found.delete(type.id);
  return found;
}

/** Brings `dependents` up to date after a type has changed, come (no `before`) or gone (no `after`). */
export function followTypeUses(edit: CatalogEdit, before: Type | undefined, after: Type | undefined): void {
  const id = (after ?? before)?.id;
  const old = usedByType(before);
  const now = usedByType(after);
  if (id === undefined) return;
  for (const used of now) if (!old.has(used)) note(edit, used, id);
  for (const used of old) if (!now.has(used)) forget(edit, used, id);
}

/** Brings `dependents` up to date after a relation has changed, come (no `before`) or gone (no `after`). */
export function followUses(
  edit: CatalogEdit,
  before: Relation | undefined,
  after: Relation | undefined,
): void {
  const id = (after ?? before)?.id;
  if (id === undefined || !mayDiffer(before, after)) return;
  if (isTable(before) && isTable(after) && usedByParts(changedParts(before, after)).size === 0) return;
  const old = usedObjects(before);
  const now = usedObjects(after);
  for (const used of now) if (!old.has(used) && !isRead(after, used)) note(edit, used, id);
  for (const used of old) if (!now.has(used) && !isRead(after, used)) forget(edit, used, id);
}

/** What a view's query reads is noted with its columns, by whoever makes the view. */
function isRead(after: Relation | undefined, used: ObjectId): boolean {
  return isView(after) && after.reads.some(({ relation }) => relation === used);
}

function note(edit: CatalogEdit, used: ObjectId, user: ObjectId): void {
  const known = edit.get("dependents", used) ?? [];
  const value: Dependent[] = [...known, { object: user, columns: [], strength: "normal" }];
  edit.put({ collection: "dependents", key: used, value });
}

function forget(edit: CatalogEdit, used: ObjectId, user: ObjectId): void {
  const left = (edit.get("dependents", used) ?? []).filter(({ object }) => object !== user);
  edit.put({ collection: "dependents", key: used, value: left.length === 0 ? undefined : left });
}

/** Columns, constraints and triggers are replaced as wholes, so most edits are seen not to matter at once. */
function mayDiffer(before: Relation | undefined, after: Relation | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  if (isTable(before) && isTable(after))
    return (
      before.columns !== after.columns ||
      before.constraints !== after.constraints ||
      before.triggers !== after.triggers ||
      before.policies !== after.policies ||
      before.rules !== after.rules ||
      before.ofType !== after.ofType ||
      before.server !== after.server
    );
  return before.kind !== "sequence";
}

/** Every expression that a relation keeps. */
export function expressionsOf(relation: Relation): readonly Expression[] {
  if (isTable(relation)) return tableExpressions(relation);
  if (isIndex(relation))
    return [
      ...relation.columns.flatMap(({ on }) => (typeof on === "number" ? [] : [on])),
      ...present([relation.predicate]),
    ];
  return [];
}

function tableExpressions(table: Table): readonly Expression[] {
  const found: Expression[] = [];
  eachExpression(table, (expression) => {
    if (expression !== undefined) found.push(expression);
  });
  return found;
}

function eachExpression(table: Parts, use: (expression: Expression | undefined) => void): void {
  for (const column of table.columns) {
    use(column.default);
    use(column.generated?.expression);
  }
  for (const constraint of table.constraints) if (constraint.kind === "check") use(constraint.expression);
  for (const { when } of table.triggers) use(when);
  for (const policy of table.policies) {
    use(policy.using);
    use(policy.check);
  }
  for (const part of table.partitionKey?.parts ?? []) if (typeof part !== "number") use(part);
}

function present(expressions: readonly (Expression | undefined)[]): readonly Expression[] {
  return expressions.filter((expression) => expression !== undefined);
}

function addType(found: Set<ObjectId>, type: TypeRef): void {
  if (!isBuiltin(type)) found.add(type.id);
}
