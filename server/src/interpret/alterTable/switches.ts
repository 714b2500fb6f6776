import type { AlterTableCmd } from "@pgsql/types";
import { isTable, isView, type Rule, type Table, type Trigger } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { replaceRelation, updateTable } from "../objects.ts";
import type { Alteration } from "./alteration.ts";
import { tables, tablesAndForeign, type Subcommand } from "./subcommand.ts";

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
      const table = alteration.table(relation.id);
      const name = which === "named" ? (command.name ?? "") : undefined;
      if (name !== undefined && !table.triggers.some((trigger) => trigger.name === name))
        alteration.execution.fail("42704", `trigger "${name}" for table "${table.name}" does not exist`);
      setTriggers(alteration, table, name, enabled, recurse);
    },
  };
}

/** Row triggers of a partitioned table are switched on its partitions too. */
function setTriggers(
  alteration: Alteration,
  table: Table,
  name: string | undefined,
  enabled: Trigger["enabled"],
  recurse: boolean,
): void {
  const hit = (trigger: Trigger): boolean => name === undefined || trigger.name === name;
  updateTable(alteration.execution.edit, table.id, (now) => ({
    ...now,
    triggers: now.triggers.map((trigger) => (hit(trigger) ? { ...trigger, enabled } : trigger)),
  }));
  const reaches =
    recurse &&
    table.kind === "partitioned-table" &&
    table.triggers.some((trigger) => hit(trigger) && trigger.forEachRow);
  if (!reaches) return;
  for (const child of alteration.children(table)) setTriggers(alteration, child, name, enabled, recurse);
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
  relation: { readonly name: string; readonly rules: readonly Rule[] },
  command: AlterTableCmd,
  enabled: boolean,
): readonly Rule[] {
  const name = command.name ?? "";
  if (!relation.rules.some((rule) => rule.name === name))
    execution.fail("42704", `rule "${name}" for relation "${relation.name}" does not exist`);
  return relation.rules.map((rule) => (rule.name === name ? { ...rule, enabled } : rule));
}

/** ENABLE, DISABLE, FORCE and NO FORCE ROW LEVEL SECURITY. */
export function switchRowSecurity(action: string, change: Partial<Table["rowSecurity"]>): Subcommand {
  return {
    action,
    lock: "ACCESS EXCLUSIVE",
    pass: "miscellaneous",
    on: tables,
    apply: ({ execution }, relation) => {
      updateTable(execution.edit, relation.id, (now) => ({
        ...now,
        rowSecurity: { ...now.rowSecurity, ...change },
      }));
    },
  };
}
