import type { AlterTableCmd } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { isTable, isView, type Rule, type Table, type Trigger, type View } from "../../catalog/relations.ts";
import { referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import type { Alteration } from "./alteration.ts";
import { tables, tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { assumePart } from "../openWorld/parts.ts";
import { isOpen } from "../openWorld/world.ts";

/** ENABLE and DISABLE TRIGGER: SHARE ROW EXCLUSIVE, so reads go on (EnableDisableTrigger). */
export function switchTrigger(
  action: string,
  enabled: Trigger["enabled"],
  which: "named" | "all" | "user",
): Subcommand {
  return {
    action,
    lock: "SHARE ROW EXCLUSIVE",
    pass: "miscellaneous",
    on: tablesAndForeign,
    apply: (alteration, relation, command, { recurse }) => {
      const name = which === "named" ? (command.name ?? "") : undefined;
      const known = alteration.table(relation.id);
      if (name !== undefined && !known.triggers.some((trigger) => trigger.name === name))
        assumePart(alteration.execution, known, "triggers", name);
      const table = alteration.table(relation.id);
      if (name !== undefined && !table.triggers.some((trigger) => trigger.name === name))
        alteration.execution.fail("42704", `trigger "${name}" for table "${table.name}" does not exist`);
      const change = { which, name: name ?? "", enabled };
      if (!alteration.isDerived(table.id)) noteUnguarded(alteration.execution, table, change);
      setTriggers(alteration, table, change, recurse);
    },
  };
}

interface Switch {
  readonly which: "named" | "all" | "user";
  readonly name: string;
  readonly enabled: Trigger["enabled"];
}

/** Triggers that fired so far and do not from now on; ENABLE REPLICA has them fire for replicated rows alone. */
function noteUnguarded(execution: Execution, table: Table, { which, name, enabled }: Switch): void {
  if (enabled === "origin" || enabled === "always") return;
  const fires = table.triggers.filter((one) => one.enabled === "origin" || one.enabled === "always");
  if (which === "named") {
    if (fires.some((one) => one.name === name))
      execution.recorder.unguards({ code: "triggers", part: name }, table);
    return;
  }
  const checksKeys = which === "all" && (isOpen(execution, table) || hasForeignKeys(execution, table));
  if (fires.length === 0 && !checksKeys && !isOpen(execution, table)) return;
  if (isOpen(execution, table)) execution.assume({ kind: "triggers", about: displayName(table) });
  execution.recorder.unguards({ code: checksKeys ? "foreign-keys" : "triggers" }, table);
}

/** Row triggers of a partitioned table are switched on its partitions too, where they came from it. */
function setTriggers(alteration: Alteration, table: Table, change: Switch, recurse: boolean): void {
  const { execution } = alteration;
  const isCopy = alteration.isDerived(table.id);
  const hit = (trigger: Trigger): boolean =>
    change.which === "named" ? trigger.name === change.name : !isCopy || trigger.copied === true;
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    triggers: now.triggers.map((trigger) =>
      hit(trigger) ? { ...trigger, enabled: change.enabled } : trigger,
    ),
  }));
  if (!recurse || table.kind !== "partitioned-table") return;
  if (change.which === "all" && !isCopy) switchDeferrable(alteration, table);
  const reaches =
    table.triggers.some((trigger) => hit(trigger) && trigger.forEachRow) ||
    (change.which === "all" && hasKeyTriggers(execution, table));
  if (!reaches) return;
  for (const child of alteration.children(table)) setTriggers(alteration, child, change, recurse);
}

/** ALL finds the triggers of a deferrable key too; those of partitions do not come from them, and 14 looks for names. */
function switchDeferrable(alteration: Alteration, table: Table): void {
  const key = table.constraints.find(({ kind, deferrable }) => kind !== "foreign-key" && deferrable);
  if (key === undefined) return;
  for (const child of alteration.children(table))
    if (!alteration.execution.server.isSince(15))
      alteration.execution.fail(
        "42704",
        `the trigger of "${key.name}" does not exist for table "${child.name}"`,
      );
}

/** Those of foreign keys are on partitioned tables from 15 on, and come down to the partitions. */
function hasKeyTriggers(execution: Execution, table: Table): boolean {
  return execution.server.isSince(15) && hasForeignKeys(execution, table);
}

/** Foreign keys that are checked, of the table or onto it. */
function hasForeignKeys(execution: Execution, table: Table): boolean {
  const refers = table.constraints.some(({ kind, enforced }) => kind === "foreign-key" && enforced);
  return (
    refers ||
    referencesTo(execution, table).some(({ table: id, constraint }) => {
      const referencing = execution.edit.get("relation", id);
      return (
        isTable(referencing) && referencing.constraints.some((one) => one.id === constraint && one.enforced)
      );
    })
  );
}

/** ENABLE and DISABLE RULE. */
export function switchRule(action: string, enabled: boolean): Subcommand {
  return {
    action,
    lock: "ACCESS EXCLUSIVE",
    pass: "miscellaneous",
    on: [...tablesAndForeign, "view"],
    apply: ({ execution }, relation, command) => {
      if (isTable(relation)) {
        const rules = switched(execution, relation, command, enabled);
        updateTable(execution.edit, relation.id, (now) => ({ ...now, rules }));
      } else if (isView(relation))
        replaceRelation(execution.edit, {
          ...relation,
          rules: switched(execution, relation, command, enabled),
        });
    },
  };
}

function switched(
  execution: Execution,
  relation: Table | View,
  command: AlterTableCmd,
  enabled: boolean,
): readonly Rule[] {
  const name = command.name ?? "";
  if (!relation.rules.some((rule) => rule.name === name) && isOpen(execution, relation))
    return relation.rules;
  if (!relation.rules.some((rule) => rule.name === name))
    execution.fail("42704", `rule "${name}" for relation "${relation.name}" does not exist`);
  return relation.rules.map((rule) => (rule.name === name ? { ...rule, enabled } : rule));
}

/** Whoever may read the table sees all its rows. */
function noteVisible(execution: Execution, table: Table): void {
  const isOpenTable = isOpen(execution, table);
  if (!table.rowSecurity.enabled && !isOpenTable) return;
  if (!table.rowSecurity.enabled) execution.assume({ kind: "policies", about: displayName(table) });
  execution.recorder.unguards({ code: "row-security" }, table);
}

/** ENABLE, DISABLE, FORCE and NO FORCE ROW LEVEL SECURITY. */
export function switchRowSecurity(action: string, change: Partial<Table["rowSecurity"]>): Subcommand {
  return {
    action,
    lock: "ACCESS EXCLUSIVE",
    pass: "miscellaneous",
    on: tables,
    apply: ({ execution }, relation) => {
      if (change.enabled === false && isTable(relation)) noteVisible(execution, relation);
      updateTable(execution.edit, relation.id, (now) => ({
        ...now,
        rowSecurity: { ...now.rowSecurity, ...change },
      }));
    },
  };
}
