import type { Node, RuleStmt } from "@pgsql/types";
import { isTable, isView, type Rule } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { requireRelation } from "../lookup.ts";
import { itemsOf } from "../nodes.ts";
import { replaceRelation } from "../objects.ts";
import { dataModifying } from "../query/dataModifying.ts";
import { readExpression } from "../query/expression.ts";
import { entryOf } from "../query/from.ts";
import { Reading } from "../query/reading.ts";
import type { Scope } from "../query/scope.ts";
import { readSelect } from "../query/select.ts";

/** CREATE RULE: ACCESS EXCLUSIVE on its relation, and what its actions would lock, for parsing them. */
export function createRule(execution: Execution, statement: RuleStmt): void {
  const relation = requireRelation(execution, statement.relation ?? {});
  execution.lock(relation, "ACCESS EXCLUSIVE");
  if (!isTable(relation) && !isView(relation))
    return execution.fail("42809", `relation "${relation.name}" cannot have rules`);
  const reading = new Reading(execution, false);
  const rows: Scope = {
    entries: [entryOf(relation, "old"), entryOf(relation, "new")],
    named: [],
    outer: undefined,
  };
  if (statement.whereClause !== undefined) readExpression(reading, statement.whereClause, rows);
  for (const action of (statement.actions ?? []).flatMap(itemsOf)) readAction(reading, action, rows);
  const name = statement.rulename ?? "";
  const existing = relation.rules.find((rule) => rule.name === name);
  if (existing !== undefined && statement.replace !== true)
    execution.fail("42710", `rule "${name}" for relation "${relation.name}" already exists`);
  const rule: Rule = {
    id: existing?.id ?? execution.edit.fresh(`rule:${relation.schema}.${relation.name}.${name}`),
    name,
    ...eventOf(statement),
    enabled: true,
    instead: statement.instead === true,
    uses: [...reading.relations.keys()].filter((id) => id !== relation.id),
    columns: [...(reading.relations.get(relation.id) ?? [])],
  };
  const now = execution.edit.get("relation", relation.id);
  if (isTable(now) || isView(now))
    replaceRelation(execution.edit, {
      ...now,
      rules: [...now.rules.filter((one) => one.name !== name), rule],
    });
}

function eventOf({ event }: RuleStmt): Pick<Rule, "event"> {
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

function readAction(reading: Reading, action: Node, rows: Scope): void {
  if ("SelectStmt" in action) readSelect(reading, action.SelectStmt, rows);
  else dataModifying(reading, action, rows);
}
