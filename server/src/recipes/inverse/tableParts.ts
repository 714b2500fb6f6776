import type { Node, RangeVar } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import type { Policy, Rule, Table, Trigger, View } from "../../catalog/relations.ts";
import { ident, join, literal, sql, Sql } from "../../sql/fragment.ts";
import { asWritten } from "./asWritten.ts";
import { relationIdOf, type Scene } from "./scene.ts";
import type { Spelling } from "./spelling.ts";
import type { Undo } from "./undo.ts";

type Owner = Table | View;

/** CREATE TRIGGER, from the model where that knows all of it, else as it was written. */
export function createTrigger(table: Owner, trigger: Trigger, scene: Scene): Undo {
  const { old } = scene;
  const what = `the trigger ${displayName(table)}.${trigger.name}`;
  const isWhole =
    trigger.function !== undefined && !trigger.constraint && trigger.transitionTables === undefined;
  if (isWhole) return old.write(what, () => triggerSql(table, trigger, old));
  const source = scene.definitions.last(
    "CreateTrigStmt",
    (entry, node) =>
      "CreateTrigStmt" in node &&
      node.CreateTrigStmt.trigname === trigger.name &&
      isOn(entry.after, node.CreateTrigStmt.relation, table),
  );
  const respell = (node: Node): Node | undefined =>
    !("CreateTrigStmt" in node) || isOn(old.catalog, node.CreateTrigStmt.relation, table)
      ? node
      : { CreateTrigStmt: { ...node.CreateTrigStmt, relation: rangeVar(table) } };
  return asWritten({ what, source, respell }, scene);
}

function triggerSql(table: Owner, trigger: Trigger, spelling: Spelling): Sql {
  const { name, timing, events, updateOf = [], when, forEachRow, arguments: values = [] } = trigger;
  const fires = events.map((event) =>
    event === "update" && updateOf.length > 0
      ? `UPDATE OF ${spelling.columns(table, updateOf).text}`
      : event.toUpperCase(),
  );
  const routine =
    trigger.function === undefined ? undefined : spelling.catalog.get("function", trigger.function);
  const called =
    routine === undefined
      ? spelling.lacking("its function is not known from the migrations")
      : spelling.name(routine);
  return Sql.verbatim(
    [
      `CREATE TRIGGER ${ident(name).text} ${timing.toUpperCase().replace("-", " ")} ${fires.join(" OR ")}`,
      `ON ${spelling.name(table).text} FOR EACH ${forEachRow ? "ROW" : "STATEMENT"}`,
      ...(when === undefined ? [] : [`WHEN (${spelling.expression(when).text})`]),
      sql`EXECUTE FUNCTION ${called}(${join(values.map(literal))})`.text,
    ].join(" "),
  );
}

/** CREATE POLICY as it was written: the model does not know for which commands it is. */
export function createPolicy(table: Table, policy: Policy, scene: Scene): Undo {
  const source = scene.definitions.last(
    "CreatePolicyStmt",
    (entry, node) =>
      "CreatePolicyStmt" in node &&
      isOn(entry.after, node.CreatePolicyStmt.table, table) &&
      namesLater(entry, table, policy.id, node.CreatePolicyStmt.policy_name),
  );
  const { old } = scene;
  const respell = (node: Node): Node | undefined => {
    if (!("CreatePolicyStmt" in node)) return undefined;
    const { table: written, policy_name: name } = node.CreatePolicyStmt;
    return isOn(old.catalog, written, table) && name === policy.name
      ? node
      : { CreatePolicyStmt: { ...node.CreatePolicyStmt, table: rangeVar(table), policy_name: policy.name } };
  };
  return asWritten({ what: `the policy ${displayName(table)}.${policy.name}`, source, respell }, scene);
}

/** Whether a policy of that name was the same one then: it may have got another name since. */
function namesLater(
  entry: Scene["entry"],
  { id }: Table,
  policy: Policy["id"],
  name: string | undefined,
): boolean {
  const table = entry.after.get("relation", id);
  if (table === undefined || !("policies" in table)) return false;
  return table.policies.some((each) => each.id === policy && each.name === name);
}

/** CREATE RULE as it was written. */
export function createRule(table: Owner, rule: Rule, scene: Scene): Undo {
  const source = scene.definitions.last(
    "RuleStmt",
    (entry, node) =>
      "RuleStmt" in node &&
      node.RuleStmt.rulename === rule.name &&
      isOn(entry.after, node.RuleStmt.relation, table),
  );
  const respell = (node: Node): Node | undefined =>
    "RuleStmt" in node && isOn(scene.old.catalog, node.RuleStmt.relation, table) ? node : undefined;
  return asWritten({ what: `the rule ${displayName(table)}.${rule.name}`, source, respell }, scene);
}

function isOn(catalog: Spelling["catalog"], name: RangeVar | undefined, { id }: Owner): boolean {
  return name !== undefined && relationIdOf(catalog, name) === id;
}

/** A relation as a statement names it. */
export function rangeVar({ schema, name }: Pick<Owner, "schema" | "name">): RangeVar {
  return {
    ...(schema === "public" ? {} : { schemaname: schema }),
    relname: name,
    inh: true,
    relpersistence: "p",
  };
}
