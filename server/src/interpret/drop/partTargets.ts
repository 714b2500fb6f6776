import type { ObjectType } from "@pgsql/types";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationMissing, relationOf } from "../names/lookup.ts";
import type { DropTarget } from "./dropTarget.ts";
import { assumePart } from "../openWorld/parts.ts";

const words: Readonly<Partial<Record<ObjectType, string>>> = {
  OBJECT_TRIGGER: "trigger",
  OBJECT_POLICY: "policy",
  OBJECT_RULE: "rule",
};

/** The trigger, policy or rule that `DROP … name ON table` names; the table is locked where it is found. */
export function partTarget(
  execution: Execution,
  names: readonly string[],
  kind: ObjectType,
  missingOk: boolean,
): DropTarget | undefined {
  const [name = "", relname = "", schemaname] = [...names].reverse();
  const range = { relname, ...(schemaname === undefined ? {} : { schemaname }) };
  const relation = relationOf(execution, range);
  if (relation === undefined) return missingOk ? undefined : relationMissing(execution, range);
  const known = partOf(relation, name, kind);
  const part = known ?? assumedPart(execution, relation, name, kind);
  if (part === undefined && !missingOk) {
    const on = kind === "OBJECT_RULE" ? "relation" : "table";
    return execution.fail("42704", `${words[kind] ?? ""} "${name}" for ${on} "${relname}" does not exist`);
  }
  if (part?.kind === "trigger" && part.trigger.copied === true) refuseCopy(execution, part.table, name);
  return part;
}

const lists = {
  OBJECT_TRIGGER: "triggers",
  OBJECT_POLICY: "policies",
  OBJECT_RULE: "rules",
} as const;

function assumedPart(
  execution: Execution,
  relation: Relation,
  name: string,
  kind: ObjectType,
): DropTarget | undefined {
  const list = kind === "OBJECT_TRIGGER" || kind === "OBJECT_POLICY" ? lists[kind] : lists.OBJECT_RULE;
  if (!assumePart(execution, relation, list, name)) return undefined;
  const now = execution.edit.get("relation", relation.id);
  return now === undefined ? undefined : partOf(now, name, kind);
}

/** The copy of a partitioned table's trigger goes only with the original. */
function refuseCopy(execution: Execution, partition: Relation, name: string): never {
  const parent = isTable(partition)
    ? execution.edit.get("relation", partition.parents[0] ?? partition.id)
    : undefined;
  return execution.fail(
    "2BP01",
    `cannot drop trigger ${name} on table ${partition.name} because trigger ${name} on table ${parent?.name ?? ""} requires it`,
  );
}

export function partOf(relation: Relation, name: string, kind: ObjectType): DropTarget | undefined {
  if (!isTable(relation) && !isView(relation)) return undefined;
  if (kind === "OBJECT_TRIGGER") {
    const trigger = relation.triggers.find((one) => one.name === name);
    return trigger === undefined ? undefined : { kind: "trigger", table: relation, trigger };
  }
  if (kind === "OBJECT_RULE") {
    const rule = relation.rules.find((one) => one.name === name);
    return rule === undefined ? undefined : { kind: "rule", table: relation, rule };
  }
  const policy = isTable(relation) ? relation.policies.find((one) => one.name === name) : undefined;
  return policy === undefined || !isTable(relation) ? undefined : { kind: "policy", table: relation, policy };
}
