import type { Expression } from "../../catalog/expression.ts";
import type { FunctionId, ObjectId, RelationId, TypeId } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type Column,
  type Relation,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import type { Type } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { indexDropTarget, type DropTarget } from "./dropTarget.ts";

/** The parts through which an object uses another one; the object itself where it is not made of parts. */
export function partsUsing(execution: Execution, user: ObjectId, used: ObjectId): readonly DropTarget[] {
  if (isId(user, "relation:")) {
    const relation = execution.edit.get("relation", user);
    return relation === undefined ? [] : partsOfRelation(execution, relation, used);
  }
  if (isId(user, "function:")) {
    const routine = execution.edit.get("function", user);
    return routine === undefined ? [] : [{ kind: "function", routine }];
  }
  if (isId(user, "type:")) {
    const type = execution.edit.get("type", user);
    return type === undefined ? [] : partsOfType(type, used);
  }
  const other = execution.edit.get("other", user);
  return other === undefined ? [] : [{ kind: "other", key: user, object: other }];
}

/** A domain goes with the type below it and with what its default uses; each of its CHECKs goes by itself. */
function partsOfType(type: Type, used: ObjectId): readonly DropTarget[] {
  const inUse = (expression: Expression | undefined): boolean => expression?.uses?.includes(used) === true;
  if (type.kind !== "domain" || type.base.id === used || inUse(type.default)) return [{ kind: "type", type }];
  return type.constraints
    .filter(({ expression }) => inUse(expression))
    .map((constraint) => ({ kind: "domain-constraint", domain: type, constraint }));
}

function partsOfRelation(execution: Execution, relation: Relation, used: ObjectId): readonly DropTarget[] {
  if (isIndex(relation)) return [indexDropTarget(execution, relation)];
  if (!isTable(relation)) return columnsOrWhole(relation, used);
  const parts = partsOfTable(relation, used);
  return parts.length > 0 ? parts : [{ kind: "relation", relation }];
}

/** Triggers and rules of a view use objects by themselves. */
function partsOfView(view: View, used: ObjectId): readonly DropTarget[] {
  const triggers = view.triggers
    .filter((trigger) => trigger.function === used)
    .map((trigger): DropTarget => ({ kind: "trigger", table: view, trigger }));
  return [...triggers, ...rulesUsing(view, used)];
}

/** A composite type loses the attribute; views and indexes go as wholes. */
function columnsOrWhole(relation: Relation, used: ObjectId): readonly DropTarget[] {
  const parts = isView(relation) && !queryUses(relation, used) ? partsOfView(relation, used) : [];
  if (parts.length > 0) return parts;
  if (relation.kind !== "composite-type") return [{ kind: "relation", relation }];
  return relation.columns
    .filter(({ type }) => type.id === used)
    .map((column): DropTarget => ({ kind: "column", table: relation, column }));
}

function queryUses({ uses, reads }: View, used: ObjectId): boolean {
  return uses.includes(used) || reads.some(({ relation }) => relation === used);
}

function partsOfTable(table: Table, used: ObjectId): readonly DropTarget[] {
  const inUse = (expression: Expression | undefined): boolean => expression?.uses?.includes(used) === true;
  return [
    ...table.columns.flatMap((column) => partsOfColumn(table, column, used)),
    ...table.constraints
      .filter((constraint) => constraint.kind === "check" && inUse(constraint.expression))
      .map((constraint): DropTarget => ({ kind: "constraint", table, constraint })),
    ...table.triggers
      .filter((trigger) => trigger.function === used || inUse(trigger.when))
      .map((trigger): DropTarget => ({ kind: "trigger", table, trigger })),
    ...table.policies
      .filter((policy) => inUse(policy.using) || inUse(policy.check))
      .map((policy): DropTarget => ({ kind: "policy", table, policy })),
    ...rulesUsing(table, used),
  ];
}

function rulesUsing(table: Table | View, used: ObjectId): readonly DropTarget[] {
  return table.rules
    .filter(({ uses, objects = [] }) => [...uses, ...objects].some((id) => id === used))
    .map((rule): DropTarget => ({ kind: "rule", table, rule }));
}

function partsOfColumn(table: Table, column: Column, used: ObjectId): readonly DropTarget[] {
  const generated = column.generated?.expression.uses?.includes(used) === true;
  if (column.type.id === used || generated) return [{ kind: "column", table, column }];
  if (column.default?.uses?.includes(used) === true) return [{ kind: "default", table, column }];
  return [];
}

function isId<P extends "relation:" | "function:" | "type:">(
  id: ObjectId,
  prefix: P,
): id is Extract<RelationId | FunctionId | TypeId, `${P}${string}`> {
  return id.startsWith(prefix);
}
