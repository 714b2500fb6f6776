import type { RuleStmt } from "@pgsql/types";
import { isTable, isView, type Relation, type Rule } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { requireRelation, tableKinds } from "../names/lookup.ts";
import { itemsOf } from "../nodes.ts";
import { replaceRelation } from "../objects/objects.ts";
import { readCondition } from "../query/condition.ts";
import { QueryReading } from "../query/queryReading.ts";
import { usedNames } from "../expressions/dependencies.ts";
import { actionScope, conditionScope, readAction } from "./fireRules.ts";

/** CREATE RULE: ACCESS EXCLUSIVE on its relation, and what its actions would lock, for parsing them. */
export function createRule(execution: Execution, statement: RuleStmt): void {
  const relation = requireRelation(execution, statement.relation ?? {}, [...tableKinds, "view"]);
  execution.lock(relation, "ACCESS EXCLUSIVE");
  if (!isTable(relation) && !isView(relation))
    return execution.fail("42809", `relation "${relation.name}" cannot have rules`);
  const reading = new QueryReading(execution, false, true);
  const { event } = eventOf(statement);
  if (statement.whereClause !== undefined)
    readCondition(reading, statement.whereClause, conditionScope(execution, relation, event), "WHERE");
  const actions = (statement.actions ?? []).flatMap(itemsOf);
  for (const action of actions) readAction(reading, action, actionScope(execution, relation));
  const name = statement.rulename ?? "";
  if (event === "select") refuseSelect(execution, relation, name);
  const existing = relation.rules.find((rule) => rule.name === name);
  if (existing !== undefined && statement.replace !== true)
    execution.fail("42710", `rule "${name}" for relation "${relation.name}" already exists`);
  const objects = [
    ...[statement.whereClause, ...actions].flatMap((node) =>
      node === undefined ? [] : [...usedNames(execution, node)],
    ),
    ...(reading.usedTypes ?? []),
  ];
  const rule: Rule = {
    id: existing?.id ?? execution.edit.fresh(`rule:${relation.schema}.${relation.name}.${name}`),
    name,
    event,
    enabled: true,
    instead: statement.instead === true,
    ...(statement.whereClause === undefined ? {} : { condition: statement.whereClause }),
    ...(actions.length === 0 ? {} : { actions }),
    uses: [...reading.relations.keys()].filter((id) => id !== relation.id),
    columns: [...(reading.relations.get(relation.id) ?? [])],
    ...(objects.length === 0 ? {} : { objects }),
  };
  const now = execution.edit.get("relation", relation.id);
  if (isTable(now) || isView(now))
    replaceRelation(execution.edit, {
      ...now,
      rules: [...now.rules.filter((one) => one.name !== name), rule],
    });
}

/** ON SELECT is what makes a view; a table could be turned into one until 15 (DefineQueryRewrite). */
function refuseSelect(execution: Execution, relation: Relation, name: string): void {
  if (isTable(relation) && execution.server.isSince(16))
    execution.fail("42809", `relation "${relation.name}" cannot have ON SELECT rules`);
  if (!isTable(relation)) execution.fail("55000", `"${relation.name}" is already a view`);
  if (name !== "_RETURN") execution.fail("42P17", `view rule for "${relation.name}" must be named "_RETURN"`);
}

function eventOf({ event }: RuleStmt): { readonly event: NonNullable<Rule["event"]> } {
  switch (event) {
    case "CMD_INSERT":
      return { event: "insert" };
    case "CMD_UPDATE":
      return { event: "update" };
    case "CMD_DELETE":
      return { event: "delete" };
    default:
      return { event: "select" };
  }
}
