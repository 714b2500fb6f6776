import type { Constraint, ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import { isTable, type Relation } from "../../catalog/relations.ts";
import { descendantsOf, referencesTo } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { isTold, replicates, type RowChange } from "./rowChange.ts";

/*
 * Deferred triggers, those of foreign keys above all, wait for the end of the transaction. As long as they do, a
 * command that changes their table is refused (CheckTableNotInUse, 55006). What waits is kept with the settings of the
 * transaction, since it ends with it; no setting has a blank in its name.
 */
const prefix = "pending events of ";
/** Set as soon as anything waits, so that nobody looks at each of a thousand partitions where nothing does. */
const anyPending = "pending events";
const written = "rows written in ";
const deferral = "all constraints are";

/** Whether an event waits: surely, as soon as there is a row, or where the rows are such; weakest first. */
const strengths = ["where rows are such", "with rows", "certain"] as const;
type Waiting = (typeof strengths)[number];

/** Notes that a change of rows leaves triggers waiting. */
export function notePending(
  execution: Execution,
  table: Table,
  leaves: readonly Table[],
  change: RowChange,
): void {
  if (!execution.target.inTransaction) return;
  const put = (key: string, value: string): void => {
    if (execution.edit.get("localSetting", key) !== value)
      execution.edit.put({ collection: "localSetting", key, value });
  };
  const waiting = strongest(eventsOf(execution, table, leaves, change));
  const isCertain = change.certain && change.mayExist !== true && leaves.length === 1;
  for (const { id } of leaves) {
    if (change.event !== "delete") put(written + id, "yes");
    if (waiting === undefined) continue;
    const before = strengths.find((one) => one === execution.edit.get("localSetting", prefix + id));
    const now = waiting === "certain" && !isCertain ? "with rows" : waiting;
    put(prefix + id, strongest([now, before]) ?? now);
    put(anyPending, "yes");
  }
}

function strongest(all: readonly (Waiting | undefined)[]): Waiting | undefined {
  return strengths.findLast((one) => all.includes(one));
}

/** What the triggers of a table do with a change: each that would wait for it. */
function eventsOf(
  execution: Execution,
  table: Table,
  leaves: readonly Table[],
  change: RowChange,
): readonly (Waiting | undefined)[] {
  const told = table.triggers.filter(
    (one) => one.deferred === true && isAllDeferred(execution, true) && isTold(execution, table, one, change),
  );
  const own = told.map(({ when }) => (when === undefined ? "certain" : "where rows are such"));
  if (replicates(execution)) return own;
  return [
    ...own,
    ...table.constraints.map((one) => eventOfConstraint(execution, table, leaves, one, change)),
    ...(change.event === "update" || change.event === "delete"
      ? referencesTo(execution, table).map((one) => eventOfReference(execution, table, one, change))
      : []),
  ];
}

function eventOfConstraint(
  execution: Execution,
  table: Table,
  leaves: readonly Table[],
  one: Constraint,
  change: RowChange,
): Waiting | undefined {
  if (change.event === "delete" || change.event === "truncate" || !isDeferred(execution, one))
    return undefined;
  // A unique key is looked at again where another row has the value for a while (unique_key_recheck).
  if (one.kind === "unique" || one.kind === "primary-key" || one.kind === "exclusion")
    return change.event === "insert" || changesAny(table, one.columns, change)
      ? "where rows are such"
      : undefined;
  if (one.kind !== "foreign-key") return undefined;
  if (change.event === "insert") return "certain";
  return isCheckedOnUpdate(execution, table, leaves, one, change) ? "with rows" : undefined;
}

/** RI_FKey_fk_upd_check_required: rows that the transaction has written itself are looked up whatever changes. */
export function isCheckedOnUpdate(
  { edit }: Execution,
  table: Table,
  leaves: readonly Table[],
  { columns, matchFull }: ForeignKeyConstraint,
  change: RowChange,
): boolean {
  const nulls = columns.filter((number) => change.values?.get(number) === "null");
  if (nulls.length === columns.length) return false;
  if (nulls.length > 0) return matchFull === true;
  return (
    changesAny(table, columns, change) ||
    leaves.some(({ id }) => edit.get("localSetting", written + id) !== undefined)
  );
}

/** RI_FKey_pk_upd_check_required, and DELETE; only NO ACTION waits. */
function eventOfReference(
  execution: Execution,
  table: Table,
  { table: id, constraint: key }: Table["referencedBy"][number],
  change: RowChange,
): Waiting | undefined {
  const referring = execution.edit.get("relation", id);
  const one = isTable(referring) ? referring.constraints.find((each) => each.id === key) : undefined;
  if (one?.kind !== "foreign-key" || !isDeferred(execution, one)) return undefined;
  const action = change.event === "delete" ? one.onDelete : one.onUpdate;
  if (action !== "no-action") return undefined;
  return change.event === "delete" || changesAny(table, one.referencedColumns, change)
    ? "with rows"
    : undefined;
}

/** Whether an UPDATE gives one of some columns another value. */
function changesAny(table: Table, numbers: readonly number[], { columns, values }: RowChange): boolean {
  return table.columns.some(
    ({ number, name }) =>
      numbers.includes(number) &&
      (columns === undefined || columns.includes(name)) &&
      values?.get(number) !== "same",
  );
}

function isDeferred(execution: Execution, constraint: Constraint): boolean {
  return (
    constraint.enforced && constraint.deferrable && isAllDeferred(execution, constraint.initiallyDeferred)
  );
}

function isAllDeferred({ edit }: Execution, initially: boolean): boolean {
  const all = edit.get("localSetting", deferral);
  return all === undefined || all === "" ? initially : all === "deferred";
}

/** SET CONSTRAINTS: IMMEDIATE has what waits done at once. */
export function deferConstraints({ edit, target }: Execution, all: boolean, deferred: boolean): void {
  if (!target.inTransaction) return;
  if (all)
    edit.put({ collection: "localSetting", key: deferral, value: deferred ? "deferred" : "immediate" });
  if (deferred) return;
  edit.put({ collection: "localSetting", key: anyPending, value: undefined });
  for (const [key] of edit.all("localSetting"))
    if (key.startsWith(prefix)) edit.put({ collection: "localSetting", key, value: undefined });
}

/** Fails with 55006 where triggers wait on a table, or on a partition or child of it, that a command is to change. */
export function refusePending(execution: Execution, relation: Relation, command: string): void {
  if (!execution.target.inTransaction || !isTable(relation)) return;
  if (execution.edit.get("localSetting", anyPending) === undefined) return;
  for (const table of [relation, ...descendantsOf(execution, relation)]) {
    const waiting = execution.edit.get("localSetting", prefix + table.id);
    if (waiting === undefined || waiting === "") continue;
    const message = `cannot ${command} "${table.name}" because it has pending trigger events`;
    if (waiting === "certain") execution.fail("55006", message);
    else if (waiting === "with rows") execution.failIfRows("55006", message);
    else execution.failIfViolated("55006", message);
  }
}
