import type { OtherObject } from "../../catalog/collections.ts";
import type { OtherId } from "../../catalog/ids.ts";
import type { Routine } from "../../catalog/functions.ts";
import type {
  Column,
  Constraint,
  Index,
  Policy,
  Relation,
  Rule,
  Table,
  Trigger,
  View,
} from "../../catalog/relations.ts";
import { isTable } from "../../catalog/relations.ts";
import type { DomainConstraint, DomainType, Type } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "../types/formatType.ts";
import { isVisible } from "../names/visibility.ts";

/** Something that is going to be dropped: an object, or a part of a relation that goes by itself. */
export type DropTarget =
  | { readonly kind: "relation"; readonly relation: Relation }
  | { readonly kind: "column"; readonly table: Relation; readonly column: Column }
  | { readonly kind: "default"; readonly table: Table; readonly column: Column }
  | { readonly kind: "constraint"; readonly table: Table; readonly constraint: Constraint }
  | { readonly kind: "trigger"; readonly table: Table | View; readonly trigger: Trigger }
  | { readonly kind: "policy"; readonly table: Table; readonly policy: Policy }
  | { readonly kind: "rule"; readonly table: Table | View; readonly rule: Rule }
  | {
      readonly kind: "domain-constraint";
      readonly domain: DomainType;
      readonly constraint: DomainConstraint;
    }
  | { readonly kind: "type"; readonly type: Type }
  | { readonly kind: "function"; readonly routine: Routine }
  | { readonly kind: "schema"; readonly name: string }
  | { readonly kind: "other"; readonly key: string; readonly object: OtherObject }
  /** That a table is in a publication. */
  | {
      readonly kind: "published-table";
      readonly key: OtherId;
      readonly object: OtherObject;
      readonly table: Relation;
    };

/** An index, or the constraint that it goes with. */
export function indexDropTarget(execution: Execution, index: Index): DropTarget {
  const table = execution.edit.get("relation", index.table);
  const constraint = isTable(table) ? table.constraints.find(({ id }) => id === index.constraint) : undefined;
  return isTable(table) && constraint !== undefined
    ? { kind: "constraint", table, constraint }
    : { kind: "relation", relation: index };
}

/** One text per object, so that each is dropped once. */
export function keyOf(dropped: DropTarget): string {
  switch (dropped.kind) {
    case "relation":
      return dropped.relation.id;
    case "column":
      return `column ${dropped.table.id} ${dropped.column.number}`;
    case "default":
      return `default ${dropped.table.id} ${dropped.column.number}`;
    case "constraint":
      return dropped.constraint.id;
    case "trigger":
      return dropped.trigger.id;
    case "policy":
      return dropped.policy.id;
    case "rule":
      return dropped.rule.id;
    case "domain-constraint":
      return `constraint ${dropped.domain.id} ${dropped.constraint.name}`;
    case "type":
      return dropped.type.id;
    case "function":
      return dropped.routine.id;
    case "schema":
      return `schema ${dropped.name}`;
    case "other":
      return dropped.key;
    case "published-table":
      return `${dropped.key} ${dropped.table.id}`;
  }
}

/** The object in the server's words (getObjectDescription): `constraint c on table t`. */
export function describe(execution: Execution, dropped: DropTarget): string {
  const named = (relation: Relation): string => `${wordFor(relation)} ${shortName(execution, relation)}`;
  switch (dropped.kind) {
    case "relation":
      return named(dropped.relation);
    case "column":
      return `column ${dropped.column.name} of ${named(dropped.table)}`;
    case "default":
      return `default value for column ${dropped.column.name} of ${named(dropped.table)}`;
    case "constraint":
      return `constraint ${dropped.constraint.name} on ${named(dropped.table)}`;
    case "trigger":
      return `trigger ${dropped.trigger.name} on ${named(dropped.table)}`;
    case "policy":
      return `policy ${dropped.policy.name} on ${named(dropped.table)}`;
    case "rule":
      return `rule ${dropped.rule.name} on ${named(dropped.table)}`;
    case "domain-constraint":
      return `constraint ${dropped.constraint.name} on type ${shortName(execution, dropped.domain)}`;
    case "type":
      return `type ${shortName(execution, dropped.type)}`;
    case "function":
      return `${dropped.routine.kind === "procedure" ? "procedure" : "function"} ${signature(execution, dropped.routine)}`;
    case "schema":
      return `schema ${dropped.name}`;
    case "other":
      return `${dropped.object.kind} ${dropped.object.name}`;
    case "published-table":
      return `publication of ${named(dropped.table)} in publication ${dropped.object.name}`;
  }
}

/** `name(integer,text)`. */
export function signature(execution: Execution, routine: Routine): string {
  const types = routine.arguments.map((type) => formatType(execution, type));
  return `${shortName(execution, routine)}(${types.join(",")})`;
}

const words: Readonly<Record<Relation["kind"], string>> = {
  table: "table",
  "partitioned-table": "table",
  "foreign-table": "foreign table",
  index: "index",
  "partitioned-index": "index",
  sequence: "sequence",
  view: "view",
  "materialized-view": "materialized view",
  "composite-type": "composite type",
};

export function wordFor(relation: Relation): string {
  return words[relation.kind];
}

/** The name, with its schema only where it would not be found without. */
export function shortName(
  execution: Execution,
  named: { readonly schema: string; readonly name: string },
): string {
  return isVisible(execution, named) ? named.name : `${named.schema}.${named.name}`;
}

/** A table with its parts, as it is now. */
export function tableNow(execution: Execution, table: Relation): Table | undefined {
  const now = execution.edit.get("relation", table.id);
  return isTable(now) ? now : undefined;
}
