import type { CreateTrigStmt } from "@pgsql/types";
import type { FunctionId } from "../../catalog/ids.ts";
import {
  isTable,
  isView,
  type Relation,
  type Table,
  type Trigger,
  type View,
} from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { requireColumn, requireRelation, routinesNamed, tableKinds } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { replaceRelation } from "../objects/objects.ts";
import { descendantsOf } from "../constraints/partners.ts";
import { triggerCopy } from "./copies.ts";
import { refuseTrigger } from "./refuseTrigger.ts";
import { rowExpression } from "./rowExpression.ts";
import { isComplete } from "../openWorld/complete.ts";
import { isOpenWorld } from "../openWorld/world.ts";

/** CREATE TRIGGER: SHARE ROW EXCLUSIVE on the table, and on the partitions that a row trigger is copied to. */
export function createTrigger(execution: Execution, statement: CreateTrigStmt): void {
  const relation = requireRelation(
    execution,
    statement.relation ?? {},
    statement.timing === 64 ? ["view"] : [...tableKinds, "view"],
  );
  execution.lock(relation, "SHARE ROW EXCLUSIVE");
  const owner = triggerable(execution, relation, statement);
  // The other table of a constraint trigger is only looked at.
  if (statement.constrrel !== undefined)
    execution.lock(requireRelation(execution, statement.constrrel), "ACCESS SHARE");
  refuseTrigger(execution, owner, statement, { timing: timingOf(statement), events: eventsOf(statement) });
  const trigger = triggerFor(execution, owner, statement);
  enter(execution, owner, trigger, statement.replace === true);
  if (statement.row !== true || owner.kind !== "partitioned-table") return;
  for (const partition of descendantsOf(execution, owner)) {
    execution.lock(partition, "SHARE ROW EXCLUSIVE");
    enter(execution, partition, triggerCopy(execution, trigger, owner, partition), true);
  }
}

function triggerable(execution: Execution, relation: Relation, statement: CreateTrigStmt): Table | View {
  const insteadOf = timingOf(statement) === "instead-of";
  if (relation.kind === "view" && isView(relation)) {
    const isTruncate = ((statement.events ?? 0) & bits.truncate) !== 0;
    if ((!insteadOf && statement.row === true) || isTruncate)
      execution.fail("42809", `"${relation.name}" is a view`);
    return relation;
  }
  if (!isTable(relation)) return execution.fail("42809", `relation "${relation.name}" cannot have triggers`);
  if (insteadOf) execution.fail("42809", `"${relation.name}" is a table`);
  if (relation.kind === "foreign-table" && statement.isconstraint === true)
    execution.fail("42809", `"${relation.name}" is a foreign table`);
  if (
    relation.kind === "partitioned-table" &&
    statement.row === true &&
    statement.transitionRels !== undefined
  )
    execution.fail("0A000", `"${relation.name}" is a partitioned table`);
  return relation;
}

/** Built-in trigger functions have no entry in the catalog. */
function functionOf(execution: Execution, statement: CreateTrigStmt): FunctionId | undefined {
  const name = stringsOf(statement.funcname).join(".");
  const known = routinesNamed(execution, statement.funcname);
  const found = known.find(({ kind, arguments: inputs }) => inputs.length === 0 && kind !== "procedure");
  if (found === undefined) {
    // Of a name that the history gives to functions with parameters alone, there is no other.
    const isMissed = known.length > 0 && isComplete(execution, []);
    if (isBuiltin(statement) || (isOpenWorld(execution) && !isMissed)) return undefined;
    return execution.fail("42883", `function ${name}() does not exist`);
  }
  if (!found.returnsTrigger || found.returnsEventTrigger === true)
    execution.fail("42P17", `function ${name} must return type trigger`);
  return found.id;
}

function isBuiltin({ funcname }: CreateTrigStmt): boolean {
  return builtins.includes(stringsOf(funcname).at(-1) ?? "");
}

const builtins = [
  "suppress_redundant_updates_trigger",
  "tsvector_update_trigger",
  "tsvector_update_trigger_column",
  "moddatetime",
  "lo_manage",
  "autoinc",
  "insert_username",
  "refint",
];

/** The bits of pg_trigger.tgtype (catalog/pg_trigger.h). */
const bits = { insert: 4, delete: 8, update: 16, truncate: 32 } as const;
const before = 2;
const insteadOf = 64;

function timingOf({ timing = 0 }: CreateTrigStmt): Trigger["timing"] {
  if (timing === before) return "before";
  return timing === insteadOf ? "instead-of" : "after";
}

function eventsOf({ events = 0 }: CreateTrigStmt): Trigger["events"] {
  return (["insert", "update", "delete", "truncate"] as const).filter(
    (event) => (events & bits[event]) !== 0,
  );
}

function triggerFor(execution: Execution, owner: Table | View, statement: CreateTrigStmt): Trigger {
  const name = statement.trigname ?? "";
  const named = stringsOf(statement.columns).map((column) => requireColumn(execution, owner, column).number);
  const twice = stringsOf(statement.columns).find((column, at, all) => all.indexOf(column) !== at);
  if (twice !== undefined) execution.fail("42701", `column "${twice}" specified more than once`);
  const when =
    statement.whenClause === undefined
      ? undefined
      : rowExpression(execution, statement.whenClause, owner, "WHEN");
  const called = functionOf(execution, statement);
  return {
    id: execution.edit.fresh(`trigger:${owner.schema}.${owner.name}.${name}`),
    name,
    function: called,
    ...(called === undefined && !isBuiltin(statement) ? { unknownFunction: true } : {}),
    columns: [...new Set([...named, ...(when?.columns ?? [])])],
    ...(when === undefined ? {} : { when }),
    ...(named.length === 0 ? {} : { updateOf: named }),
    ...detailsOf(statement),
    timing: timingOf(statement),
    events: eventsOf(statement),
    forEachRow: statement.row === true,
    enabled: "origin",
    constraint: statement.isconstraint === true,
  };
}

function detailsOf(statement: CreateTrigStmt): Pick<Trigger, "arguments" | "transitionTables" | "deferred"> {
  const given = stringsOf(statement.args);
  const tables = (statement.transitionRels ?? []).flatMap((node) =>
    "TriggerTransition" in node ? [node.TriggerTransition.name ?? ""] : [],
  );
  return {
    ...(given.length === 0 ? {} : { arguments: given }),
    ...(tables.length === 0 ? {} : { transitionTables: tables }),
    ...(statement.initdeferred === true ? { deferred: true } : {}),
  };
}

function enter(execution: Execution, owner: Table | View, trigger: Trigger, replace: boolean): void {
  const now = execution.edit.get("relation", owner.id);
  if (!isTable(now) && !isView(now)) return;
  const existing = now.triggers.find(({ name }) => name === trigger.name);
  if (existing !== undefined) refuseTaken(execution, owner, existing, trigger, replace);
  if (existing?.constraint === true && !trigger.constraint && trigger.copied !== true)
    execution.fail("42710", `trigger "${trigger.name}" for relation "${owner.name}" is a constraint trigger`);
  const entered = existing === undefined ? trigger : { ...trigger, id: existing.id };
  replaceRelation(execution.edit, {
    ...now,
    triggers: [...now.triggers.filter(({ name }) => name !== trigger.name), entered],
  });
}

/** OR REPLACE takes the place of a trigger of the same kind that is the relation's own. */
function refuseTaken(
  execution: Execution,
  owner: Table | View,
  existing: Trigger,
  trigger: Trigger,
  replace: boolean,
): void {
  const words = `trigger "${existing.name}" for relation "${owner.name}"`;
  if (!replace) execution.fail("42710", `${words} already exists`);
  if (existing.copied === true && trigger.copied !== true)
    execution.fail("42710", `${words} is an internal or a child trigger`);
  if (existing.constraint && !trigger.constraint) execution.fail("42710", `${words} is a constraint trigger`);
}
