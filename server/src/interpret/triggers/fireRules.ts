import type { Node } from "@pgsql/types";
import { isTable, isView, type Relation, type Rule, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { StatementError } from "../statementError.ts";
import { readExpression } from "../query/expression.ts";
import { entryOf } from "../query/from.ts";
import type { Reading } from "../query/reading.ts";
import type { Scope } from "../query/scope.ts";
import type { Command } from "../dml/command.ts";
import { replicates } from "./rowChange.ts";
import { readSelect } from "../query/place.ts";

/** A rule with the relation that it is for. */
export interface FiringRule {
  readonly relation: Table | View;
  readonly rule: Rule;
}

/** The rules of a relation that a statement sets off (matchLocks, rewriteHandler.c); MERGE bears none. */
export function firingRules(
  execution: Execution,
  relation: Table | View,
  { events, isMerge }: Command,
): readonly FiringRule[] {
  if (relation.rules.length === 0 || replicates(execution)) return [];
  const enabled = relation.rules.filter((rule) => rule.enabled && rule.event !== "select");
  if (isMerge && enabled.length > 0)
    execution.fail("0A000", `cannot execute MERGE on relation "${relation.name}"`);
  const matching = enabled.filter(({ event }) => events.some((one) => one === event));
  return matching.map((rule) => ({ relation, rule }));
}

/** True where an unconditional INSTEAD takes the place of the statement. */
export function isReplacing(rules: readonly FiringRule[]): boolean {
  return rules.some(({ rule }) => rule.instead && rule.condition === undefined);
}

/** The rows that a rule's condition speaks of (transformRuleStmt, parse_utilcmd.c). */
export function conditionScope(execution: Execution, relation: Table | View, event: Rule["event"]): Scope {
  const names = event === "insert" ? ["new"] : event === "update" ? ["old", "new"] : ["old"];
  return { entries: names.map((name) => entryOf(execution, relation, name)), named: [], outer: undefined };
}

/** The rows that a rule's actions speak of, by `old` and `new` alone. */
export function actionScope(execution: Execution, relation: Table | View): Scope {
  const entries = ["old", "new"].map((name) => ({ ...entryOf(execution, relation, name), star: [] }));
  return { entries, named: [], outer: undefined };
}

/** INSERT … ON CONFLICT bears no rules that do something. */
export function refuseConflict(execution: Execution, relation: Relation, rules: readonly FiringRule[]): void {
  const onUpdate =
    (isTable(relation) || isView(relation)) && relation.rules.some(({ event }) => event === "update");
  if (onUpdate || rules.some(({ rule }) => rule.actions !== undefined))
    execution.fail(
      "0A000",
      "INSERT with ON CONFLICT clause cannot be used with table that has INSERT or UPDATE rules",
    );
}

/** Runs what rules put before, after or in the place of a statement. */
export function fireRules(reading: Reading, rules: readonly FiringRule[]): void {
  for (const { relation, rule } of rules) fireRule(reading, relation, rule);
}

function fireRule(reading: Reading, relation: Table | View, rule: Rule): void {
  const { execution } = reading;
  const { running } = execution.surroundings;
  const key = `rule on ${rule.event ?? ""} of ${relation.id}`;
  const actions = rule.actions ?? [];
  if (actions.length > 0 && running.includes(key))
    execution.fail("42P17", `infinite recursion detected in rules for relation "${relation.name}"`);
  const rows = actionScope(execution, relation);
  const undo = execution.savepoint();
  try {
    execution.within({ running: [...running, key] }, () => {
      if (rule.condition !== undefined)
        readExpression(reading, rule.condition, conditionScope(execution, relation, rule.event));
      for (const action of actions) readAction(reading, action, rows);
    });
  } catch (error) {
    if (!(error instanceof StatementError) || !isRenamed(error)) throw error;
    undo();
    lockUsed(execution, rule);
  }
}

/** A rule keeps to what it named, whatever that is called now. */
function isRenamed({ failure }: StatementError): boolean {
  return failure.sqlstate === "42P01" || failure.sqlstate === "42703";
}

function lockUsed(execution: Execution, rule: Rule): void {
  for (const id of rule.uses) {
    const used = execution.edit.get("relation", id);
    if (used !== undefined) execution.lock(used, "ROW EXCLUSIVE");
  }
}

/** Reads one action of a rule. */
export function readAction(reading: Reading, action: Node, rows: Scope): void {
  if ("SelectStmt" in action) readSelect(reading, action.SelectStmt, rows);
  else reading.execution.bodies.change(reading, action, rows);
}
