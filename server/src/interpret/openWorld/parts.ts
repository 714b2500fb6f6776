import {
  isTable,
  isView,
  type Policy,
  type Relation,
  type Rule,
  type Table,
  type Trigger,
  type View,
} from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { amend } from "./relations.ts";
import { isOpenNow, knownKey, mayExist, noteKnown } from "./world.ts";

export type PartList = "triggers" | "policies" | "rules";

/** Has an open table or view have a trigger, policy or rule of that name; false where it has none. */
export function assumePart(execution: Execution, { id }: Relation, list: PartList, name: string): boolean {
  const relation = execution.edit.get("relation", id);
  if (relation === undefined || !(isTable(relation) || isView(relation))) return false;
  if (!isOpenNow(execution, id) || !mayExist(execution, partKey(relation, list, name), name)) return false;
  amend(execution, id, (known) => {
    if (list === "triggers") return { ...known, triggers: [...known.triggers, blankTrigger(relation, name)] };
    if (list === "rules") return { ...known, rules: [...known.rules, blankRule(relation, name)] };
    return "policies" in known
      ? { ...known, policies: [...known.policies, blankPolicy(relation, name)] }
      : known;
  });
  return true;
}

/** Notes that an open relation has lost a part. */
export function forgetPart(execution: Execution, relation: Relation, list: PartList, name: string): void {
  if (isOpenNow(execution, relation.id)) noteKnown(execution, partKey(relation, list, name));
}

function partKey({ id }: Relation, list: PartList, name: string): string {
  return knownKey(list, id, name);
}

function blankTrigger({ id }: Table | View, name: string): Trigger {
  return {
    id: `trigger:?${id} ${name}`,
    name,
    function: undefined,
    columns: [],
    timing: "after",
    events: [],
    forEachRow: false,
    enabled: "origin",
    constraint: false,
  };
}

function blankRule({ id }: Table | View, name: string): Rule {
  return { id: `rule:?${id} ${name}`, name, enabled: true, instead: false, uses: [], columns: [] };
}

function blankPolicy({ id }: Table | View, name: string): Policy {
  return { id: `policy:?${id} ${name}`, name };
}
