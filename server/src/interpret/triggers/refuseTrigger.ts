import type { CreateTrigStmt, Node, TriggerTransition } from "@pgsql/types";
import { isTable, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { stringsOf } from "../nodes.ts";
import { requirePlainExpression } from "../expressions/plainExpression.ts";
import { walk } from "../walk.ts";

/** What a trigger is fired by and when, as its statement says it. */
export interface Firing {
  readonly timing: "before" | "after" | "instead-of";
  readonly events: readonly ("insert" | "update" | "delete" | "truncate")[];
}

/** Refuses what does not go together in a trigger, in the order of CreateTriggerFiringOn (trigger.c). */
export function refuseTrigger(
  execution: Execution,
  owner: Table | View,
  statement: CreateTrigStmt,
  firing: Firing,
): void {
  const refuse = (words: string): never => execution.fail("0A000", words);
  const isRow = statement.row === true;
  if (isRow && firing.events.includes("truncate")) refuse("TRUNCATE FOR EACH ROW triggers are not supported");
  if (firing.timing === "instead-of") {
    if (!isRow) refuse("INSTEAD OF triggers must be FOR EACH ROW");
    if (statement.whenClause !== undefined) refuse("INSTEAD OF triggers cannot have WHEN conditions");
    if (statement.columns !== undefined) refuse("INSTEAD OF triggers cannot have column lists");
  }
  const transitions = (statement.transitionRels ?? []).flatMap((node) =>
    "TriggerTransition" in node ? [node.TriggerTransition] : [],
  );
  for (const transition of transitions) refuseTransition(execution, owner, statement, firing, transition);
  const [one, other] = transitions;
  if (one !== undefined && other !== undefined) refusePair(execution, one, other);
  if (statement.whenClause !== undefined)
    refuseCondition(execution, owner, statement.whenClause, isRow, firing);
}

function refuseTransition(
  execution: Execution,
  owner: Table | View,
  statement: CreateTrigStmt,
  { timing, events }: Firing,
  transition: TriggerTransition,
): void {
  const refuse = (words: string, sqlstate = "0A000"): never => execution.fail(sqlstate, words);
  if (transition.isTable !== true) refuse("ROW variable naming in the REFERENCING clause is not supported");
  if (!isTable(owner) || owner.kind === "foreign-table")
    refuse(`"${owner.name}" is a ${owner.kind.replace("-", " ")}`, "42809");
  if (statement.row === true && isTable(owner) && owner.parents.length > 0)
    refuse("ROW triggers with transition tables are not supported on partitions or inheritance children");
  if (timing !== "after") refuse("transition table name can only be specified for an AFTER trigger", "42P17");
  if (events.includes("truncate")) refuse("TRUNCATE triggers with transition tables are not supported");
  if (events.length !== 1)
    refuse("transition tables cannot be specified for triggers with more than one event");
  if (statement.columns !== undefined)
    refuse("transition tables cannot be specified for triggers with column lists");
  const isNew = transition.isNew === true;
  if (events.includes(isNew ? "delete" : "insert"))
    refuse(`${isNew ? "NEW" : "OLD"} TABLE cannot be specified for such a trigger`, "42P17");
}

function refusePair(execution: Execution, one: TriggerTransition, other: TriggerTransition): void {
  if ((one.isNew === true) === (other.isNew === true))
    execution.fail("42P17", `${one.isNew === true ? "NEW" : "OLD"} TABLE cannot be specified multiple times`);
  if (one.name === other.name)
    execution.fail("42P17", "OLD TABLE name and NEW TABLE name cannot be the same");
}

/** WHEN: only what there is for such an event, and before it nothing that is still to be computed. */
function refuseCondition(
  execution: Execution,
  owner: Table | View,
  condition: Node,
  isRow: boolean,
  { timing, events }: Firing,
): void {
  requirePlainExpression(execution, condition, "trigger WHEN condition");
  const refuse = (words: string): never => execution.fail("42P17", words);
  walk(condition, (at) => {
    if (!("ColumnRef" in at)) return;
    const [row, column] = stringsOf(at.ColumnRef.fields);
    if (row !== "old" && row !== "new") return;
    if (!isRow) refuse("statement trigger's WHEN condition cannot reference column values");
    if (row === "old" && events.includes("insert"))
      refuse("INSERT trigger's WHEN condition cannot reference OLD values");
    if (row === "new" && events.includes("delete"))
      refuse("DELETE trigger's WHEN condition cannot reference NEW values");
    const generated = owner.columns.filter((each) => each.generated !== undefined);
    if (row === "new" && timing === "before" && generated.some(({ name }) => (column ?? name) === name))
      refuse("BEFORE trigger's WHEN condition cannot reference NEW generated columns");
  });
}
