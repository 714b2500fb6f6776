import type { ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import { isTable, type Relation } from "../../catalog/relations.ts";
import { descendantsOf, referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import type { RowChange } from "./fire.ts";

/*
 * Deferred triggers, those of foreign keys above all, wait for the end of the transaction. As long as they do, a
 * command that changes their table is refused (CheckTableNotInUse, 55006). What waits is kept with the settings of the
 * transaction, since it ends with it; no setting has a blank in its name.
 */
const prefix = "pending events of ";
const deferral = "all constraints are";

/** Notes that a change of rows leaves triggers waiting. */
export function notePending(
  execution: Execution,
  table: Table,
  leaves: readonly Table[],
  change: RowChange,
): void {
  if (!execution.target.inTransaction || !leavesEvents(execution, table, change)) return;
  const isCertain = change.event === "insert" && change.certain && change.mayExist !== true;
  for (const { id } of leaves) {
    const key = prefix + id;
    if (execution.edit.get("localSetting", key) === "certain") continue;
    const value = isCertain && leaves.length === 1 ? "certain" : "perhaps";
    execution.edit.put({ collection: "localSetting", key, value });
  }
}

function leavesEvents(execution: Execution, table: Table, { event, columns }: RowChange): boolean {
  const changes = (numbers: readonly number[], of: Table): boolean =>
    event !== "update" ||
    columns === undefined ||
    of.columns.some(({ number, name }) => numbers.includes(number) && columns.includes(name));
  const waits = (constraint: ForeignKeyConstraint): boolean => isDeferred(execution, constraint);
  const isReferring = table.constraints.some(
    (one) => one.kind === "foreign-key" && event !== "delete" && waits(one) && changes(one.columns, table),
  );
  if (isReferring || table.triggers.some((one) => one.deferred === true && one.events.includes(event)))
    return true;
  if (event === "insert" || event === "truncate") return false;
  return referencesTo(execution, table).some(({ table: id, constraint: key }) => {
    const referring = execution.edit.get("relation", id);
    const one = isTable(referring) ? referring.constraints.find((each) => each.id === key) : undefined;
    if (one?.kind !== "foreign-key" || !waits(one)) return false;
    return (
      (event === "delete" ? one.onDelete : one.onUpdate) === "no-action" &&
      changes(one.referencedColumns, table)
    );
  });
}

function isDeferred({ edit }: Execution, constraint: ForeignKeyConstraint): boolean {
  if (!constraint.enforced || !constraint.deferrable) return false;
  const all = edit.get("localSetting", deferral);
  return all === undefined || all === "" ? constraint.initiallyDeferred : all === "deferred";
}

/** SET CONSTRAINTS: IMMEDIATE has what waits done at once. */
export function deferConstraints({ edit, target }: Execution, all: boolean, deferred: boolean): void {
  if (!target.inTransaction) return;
  if (all)
    edit.put({ collection: "localSetting", key: deferral, value: deferred ? "deferred" : "immediate" });
  if (deferred) return;
  for (const [key] of edit.all("localSetting"))
    if (key.startsWith(prefix)) edit.put({ collection: "localSetting", key, value: undefined });
}

/** Fails with 55006 where triggers wait on a table, or on a partition or child of it, that a command is to change. */
export function refusePending(execution: Execution, relation: Relation, command: string): void {
  if (!execution.target.inTransaction || !isTable(relation)) return;
  for (const table of [relation, ...descendantsOf(execution, relation)]) {
    const waiting = execution.edit.get("localSetting", prefix + table.id);
    if (waiting === undefined || waiting === "") continue;
    const message = `cannot ${command} "${table.name}" because it has pending trigger events`;
    if (waiting === "certain") execution.fail("55006", message);
    else execution.failIfRows("55006", message);
  }
}
