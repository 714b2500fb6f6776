import { constraintNamed } from "../constraints/find.ts";
import type { IndexElem } from "@pgsql/types";
import type { CatalogEdit } from "../../catalog/edit.ts";
import { nameKey, type RelationId } from "../../catalog/ids.ts";
import { isTable, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { chooseName } from "../objects/objects.ts";
import { indexColumnName } from "../query/outputNames.ts";

/*
 * The names that the server gives to indexes and constraints that have none (ChooseIndexName in indexcmds.c,
 * ChooseConstraintName in pg_constraint.c).
 */

export type IndexNameKind = "primary-key" | "unique" | "exclusion" | "index";

/** Index columns in the words of their names; a repeated one gets a number (ChooseIndexColumnNames). */
export function indexColumnNames(elements: readonly IndexElem[]): readonly string[] {
  const names: string[] = [];
  for (const element of elements) names.push(unusedIn(names, elementName(element)));
  return names;
}

function elementName({ indexcolname, name, expr }: IndexElem): string {
  return indexcolname ?? name ?? (expr === undefined ? undefined : indexColumnName(expr)) ?? "expr";
}

function unusedIn(names: readonly string[], wanted: string): string {
  let candidate = wanted;
  for (let number = 1; names.includes(candidate); number++) candidate = `${wanted}${number}`;
  return candidate;
}

/** A free name for an index of this relation. */
export function chooseIndexName(
  execution: Execution,
  relation: Relation,
  columns: readonly string[],
  kind: IndexNameKind,
): string {
  const taken = (name: string): boolean =>
    isRelationName(execution, relation.schema, name) ||
    (kind !== "index" && isConstraintName(execution, relation, name));
  const addition = kind === "primary-key" ? undefined : columns.join("_");
  return chooseName(relation.name, addition, labels[kind], taken);
}

const labels: Readonly<Record<IndexNameKind, string>> = {
  "primary-key": "pkey",
  unique: "key",
  exclusion: "excl",
  index: "idx",
};

/** A free name for a constraint of this relation, e.g. `t_a_check`, `t_a_b_fkey`, `t_a_not_null`. */
export function chooseConstraintName(
  execution: Execution,
  relation: Relation,
  addition: string | undefined,
  label: "check" | "fkey" | "not_null",
): string {
  return chooseName(relation.name, addition, label, (name) => isConstraintName(execution, relation, name));
}

function isRelationName(execution: Execution, schema: string, name: string): boolean {
  return execution.edit.get("relationName", nameKey({ schema, name })) !== undefined;
}

/**
 * Whether a constraint of this name exists in the relation's schema. Only tables are looked at that are or were called
 * as the constraint's name begins, and those below the relation: others get there by explicit names alone.
 */
function isConstraintName(execution: Execution, relation: Relation, name: string): boolean {
  if (hasConstraint(execution, relation.schema, relation.name, name)) return true;
  for (let end = name.indexOf("_"); end !== -1; end = name.indexOf("_", end + 1))
    if (hasConstraint(execution, relation.schema, name.slice(0, end), name)) return true;
  return isTable(relation) && relation.children.some((id) => isBelow(execution, id, relation.schema, name));
}

function isBelow(execution: Execution, id: RelationId, schema: string, name: string): boolean {
  const table = execution.edit.get("relation", id);
  if (!isTable(table)) return false;
  if (table.schema === schema && constraintNamed(execution, table, name) !== undefined) return true;
  return table.children.some((child) => isBelow(execution, child, schema, name));
}

function hasConstraint(execution: Execution, schema: string, table: string, name: string): boolean {
  const { edit } = execution;
  const now = edit.get("relationName", nameKey({ schema, name: table }));
  return [...(now === undefined ? [] : [now]), ...onceCalled(edit, schema, table)].some((id) => {
    const relation = edit.get("relation", id);
    return (
      isTable(relation) &&
      relation.schema === schema &&
      constraintNamed(execution, relation, name) !== undefined
    );
  });
}

/** The ids of all relations that were made under a name: a renamed table keeps the names of its constraints. */
function onceCalled(edit: CatalogEdit, schema: string, table: string): readonly string[] {
  const base = `relation:${schema}.${table}`;
  const generations = edit.get("generation", base) ?? 0;
  return Array.from({ length: generations }, (_, at) => (at === 0 ? base : `${base}#${at + 1}`));
}
