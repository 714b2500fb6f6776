import { mayHide } from "../triggers/policies.ts";
import { displayName, nameKey } from "../../catalog/ids.ts";
import {
  isTable,
  isView,
  type Column,
  type Relation,
  type Table,
  type Trigger,
} from "../../catalog/relations.ts";
import type { DomainType, Type } from "../../catalog/types.ts";
import { descendantsOf } from "../constraints/partners.ts";
import { followTypeUses } from "./usedObjects.ts";
import type { Destruction } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { usedByRoutine } from "../functions/enterRoutine.ts";
import { removeDependent, replaceRelation, updateTable } from "../objects/objects.ts";
import { replaceType } from "../types/newType.ts";
import { describe, signature, tableNow, type DropTarget } from "./dropTarget.ts";
import { removeConstraint } from "./removeConstraint.ts";
import { withdrawTable } from "../publications/published.ts";
import { removeOther } from "./removeOther.ts";
import { removeAnyRelation } from "./removeRelation.ts";
import { forgetColumn } from "../openWorld/columns.ts";
import { forgetPart } from "../openWorld/parts.ts";
import { forgetSchema } from "../openWorld/schemas.ts";

/** Takes one object out of the catalog, with the locks that this needs and what is lost by it. */
export function remove(execution: Execution, dropped: DropTarget, implied: boolean): void {
  const gone = (code: Destruction["code"], name: string, owner?: Relation): void =>
    execution.recorder.destroys({ code, name, implied, loses: "definition" }, owner);
  switch (dropped.kind) {
    case "relation": {
      removeAnyRelation(execution, dropped.relation, implied);
      return;
    }
    case "constraint": {
      removeConstraint(execution, dropped.table, dropped.constraint, implied);
      return;
    }
    case "column": {
      removeColumn(execution, dropped.table, dropped.column, implied);
      return;
    }
    case "default": {
      removeDefault(execution, dropped.table, dropped.column);
      return;
    }
    case "domain-constraint": {
      gone("constraint", `${displayName(dropped.domain)}.${dropped.constraint.name}`);
      removeDomainConstraint(execution, dropped.domain, dropped.constraint.name);
      return;
    }
    case "trigger":
      gone("trigger", `${displayName(dropped.table)}.${dropped.trigger.name}`, dropped.table);
      removeTrigger(execution, dropped.table, dropped.trigger);
      return;
    case "policy":
      gone("other", `policy ${dropped.policy.name} on ${displayName(dropped.table)}`, dropped.table);
      if (mayHide(execution, dropped.table) && dropped.policy.restrictive === true)
        execution.recorder.unguards({ code: "row-security", part: dropped.policy.name }, dropped.table);
      {
        removePart(execution, dropped.table, "policies", dropped.policy.id);
        return;
      }
    case "rule":
      gone("other", `rule ${dropped.rule.name} on ${displayName(dropped.table)}`, dropped.table);
      {
        removePart(execution, dropped.table, "rules", dropped.rule.id);
        return;
      }
    case "type":
      gone("type", displayName(dropped.type));
      {
        removeType(execution, dropped.type);
        return;
      }
    case "function":
      // An extension's functions in C go with it, and nobody lists them.
      if (!(implied && dropped.routine.language === "c"))
        gone("function", signature(execution, dropped.routine));
      {
        removeFunction(execution, dropped.routine.id);
        return;
      }
    case "schema":
      gone("other", `schema ${dropped.name}`);
      {
        execution.edit.put({ collection: "schema", key: dropped.name, value: undefined });
        forgetSchema(execution, dropped.name);
        return;
      }
    case "published-table":
      gone("other", describe(execution, dropped), dropped.table);
      withdrawTable(execution, dropped.key, dropped.table);
      return;
    case "other":
      gone("other", `${dropped.object.kind} ${dropped.object.name}`);
      {
        removeOther(execution, dropped.key, dropped.object);
        return;
      }
  }
}

function removeColumn(execution: Execution, owner: Relation, column: Column, implied: boolean): void {
  execution.lock(owner, "ACCESS EXCLUSIVE");
  const now = execution.edit.get("relation", owner.id);
  if (!isTable(now) && now?.kind !== "composite-type") return;
  const part = `${displayName(owner)}.${column.name}`;
  execution.recorder.destroys(
    { code: "column", name: part, implied, loses: isTable(owner) ? "data" : "definition" },
    owner,
  );
  forgetColumn(execution, now, column.name);
  replaceRelation(execution.edit, {
    ...now,
    columns: now.columns.filter(({ number }) => number !== column.number),
    ...(isTable(now) ? { constraints: withoutNotNull(now, column) } : {}),
  });
}

/** Goes in silence where nobody may see it (before 18). */
function withoutNotNull({ constraints }: Table, { number }: Column): Table["constraints"] {
  const left = constraints.filter((one) => one.kind !== "not-null" || one.column !== number);
  return left.length === constraints.length ? constraints : left;
}

function removeDefault(execution: Execution, table: Table, column: Column): void {
  execution.lock(table, "ACCESS EXCLUSIVE");
  if (tableNow(execution, table) === undefined) return;
  execution.recorder.destroys(
    {
      code: "other",
      name: `default of ${displayName(table)}.${column.name}`,
      implied: true,
      loses: "definition",
    },
    table,
  );
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    columns: now.columns.map((one) => {
      if (one.number !== column.number) return one;
      const { default: dropped, ...rest } = one;
      return dropped === undefined ? one : rest;
    }),
  }));
}

/** A row trigger of a partitioned table goes with its copies on the partitions. */
function removeTrigger(execution: Execution, owner: Relation, trigger: Trigger): void {
  if (trigger.enabled !== "disabled")
    execution.recorder.unguards({ code: "trigger-gone", part: trigger.name }, owner);
  removePart(execution, owner, "triggers", trigger.id);
  if (!trigger.forEachRow || owner.kind !== "partitioned-table") return;
  for (const partition of descendantsOf(execution, owner)) {
    const copy = partition.triggers.find(({ name, copied }) => copied === true && name === trigger.name);
    if (copy !== undefined) removePart(execution, partition, "triggers", copy.id);
  }
}

/** Triggers, policies and rules are lists in their relation; each takes ACCESS EXCLUSIVE to go. */
function removePart(
  execution: Execution,
  owner: Relation,
  list: "triggers" | "policies" | "rules",
  id: string,
): void {
  execution.lock(owner, "ACCESS EXCLUSIVE");
  const now = execution.edit.get("relation", owner.id);
  const part = now === undefined ? undefined : namedPart(now, list, id);
  if (now !== undefined && part !== undefined) forgetPart(execution, now, list, part);
  if (isTable(now)) {
    const without = {
      triggers: now.triggers.filter((one) => list !== "triggers" || one.id !== id),
      policies: now.policies.filter((one) => list !== "policies" || one.id !== id),
      rules: now.rules.filter((one) => list !== "rules" || one.id !== id),
    };
    replaceRelation(execution.edit, { ...now, ...without });
  } else if (now?.kind === "view" || now?.kind === "materialized-view")
    replaceRelation(execution.edit, {
      ...now,
      triggers: now.triggers.filter((one) => list !== "triggers" || one.id !== id),
      rules: now.rules.filter((one) => list !== "rules" || one.id !== id),
    });
}

function namedPart(
  relation: Relation,
  list: "triggers" | "policies" | "rules",
  id: string,
): string | undefined {
  if (isTable(relation)) return relation[list].find((one) => one.id === id)?.name;
  if (!isView(relation) || list === "policies") return undefined;
  return relation[list].find((one) => one.id === id)?.name;
}

function removeType(execution: Execution, type: Type): void {
  const { edit } = execution;
  edit.put({ collection: "typeName", key: nameKey(type), value: undefined });
  followTypeUses(edit, edit.get("type", type.id), undefined);
  edit.put({ collection: "type", key: type.id, value: undefined });
  if (type.kind !== "composite") return;
  const relation = edit.get("relation", type.relation);
  if (relation !== undefined) removeAnyRelation(execution, relation, true);
}

function removeDomainConstraint({ edit }: Execution, { id }: DomainType, name: string): void {
  const now = edit.get("type", id);
  if (now?.kind !== "domain") return;
  replaceType(edit, { ...now, constraints: now.constraints.filter((each) => each.name !== name) });
}

function removeFunction(execution: Execution, id: `function:${string}`): void {
  const { edit } = execution;
  const routine = edit.get("function", id);
  if (routine === undefined) return;
  const overloads = (edit.get("functionName", nameKey(routine)) ?? []).filter((other) => other !== id);
  edit.put({
    collection: "functionName",
    key: nameKey(routine),
    value: overloads.length === 0 ? undefined : overloads,
  });
  edit.put({ collection: "function", key: id, value: undefined });
  for (const used of [...usedByRoutine(routine), ...(routine.reads ?? [])]) removeDependent(edit, used, id);
}
