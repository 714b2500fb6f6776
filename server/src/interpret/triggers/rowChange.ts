import type { Table, Trigger, View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { settingOf } from "../names/searchPath.ts";
import type { KnownValue } from "../query/knownValues.ts";

/** A change of rows, or of none, that triggers are told of. */
export interface RowChange {
  readonly event: Trigger["events"][number];
  /** The names of the columns that UPDATE sets. */
  readonly columns?: readonly string[];
  /** What is known of the new values, by the number of the column. */
  readonly values?: ReadonlyMap<number, KnownValue>;
  /** True where there is a row for certain: INSERT … VALUES. */
  readonly certain: boolean;
  /** True for ON CONFLICT: the row may be there already, so that none is written. */
  readonly mayExist?: boolean;
}

/** UPDATE of columns by their numbers. */
export function updateOf(
  table: Table,
  changed: readonly number[],
  values?: ReadonlyMap<number, KnownValue>,
): RowChange {
  const columns = table.columns.flatMap(({ number, name }) => (changed.includes(number) ? [name] : []));
  // Through a view the columns may be called otherwise, and any of them may be meant.
  return {
    event: "update",
    ...(columns.length === 0 ? {} : { columns }),
    ...(values === undefined || values.size === 0 ? {} : { values }),
    certain: false,
  };
}

/** Whether a trigger is told of a change, at once or at the end of the transaction (TriggerEnabled). */
export function isTold(
  execution: Execution,
  table: Table | View,
  trigger: Trigger,
  change: RowChange,
): boolean {
  if (!trigger.events.includes(change.event)) return false;
  if (!isEnabled(execution, trigger)) return false;
  if (change.event !== "update" || trigger.updateOf === undefined || change.columns === undefined)
    return true;
  const names = table.columns.flatMap(({ number, name }) =>
    trigger.updateOf?.includes(number) === true ? [name] : [],
  );
  return change.columns.some((column) => names.includes(column));
}

function isEnabled(execution: Execution, { enabled }: Trigger): boolean {
  if (enabled === "disabled") return false;
  return enabled === "always" || (enabled === "replica") === replicates(execution);
}

/** A session that replicates fires other triggers, and none of foreign keys (session_replication_role). */
export function replicates(execution: Execution): boolean {
  return settingOf(execution, "session_replication_role") === "replica";
}
