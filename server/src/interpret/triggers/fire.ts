import { isTable, isView, type Table, type Trigger, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { refuseWrite } from "../session/readOnly.ts";
import { notePending } from "./pending.ts";
import { isTold, type RowChange } from "./rowChange.ts";
import { runTrigger } from "./runTrigger.ts";

/**
 * What a statement does to the rows of a table, with the triggers around: those of the statement once, those for rows
 * on each table that rows are in. `leaves`: partitions and children, or the table itself.
 */
export function withTriggers(
  execution: Execution,
  table: Table,
  leaves: readonly Table[],
  change: RowChange,
  rows: () => void,
): void {
  if (execution.plansOnly) {
    rows();
    return;
  }
  refuseWrite(execution, table, change.event.toUpperCase());
  fireForStatement(execution, table, "before", change);
  const certain = change.certain && leaves.length === 1;
  const skipped = leaves.map((leaf) => fireForRows(execution, leaf, "before", { ...change, certain }));
  // A BEFORE trigger that returns NULL leaves nothing to be done.
  if (skipped.length === 0 || skipped.includes(false)) {
    rows();
    const written = certain && change.mayExist !== true;
    for (const leaf of leaves) fireForRows(execution, leaf, "after", { ...change, certain: written });
    notePending(execution, table, leaves, { ...change, certain });
  }
  fireForStatement(execution, table, "after", change);
}

/** BEFORE or AFTER … FOR EACH STATEMENT; it fires where no row is found, too. */
export function fireForStatement(
  execution: Execution,
  table: Table | View,
  timing: Trigger["timing"],
  change: RowChange,
): void {
  for (const trigger of inOrder(table.triggers))
    if (!trigger.forEachRow && trigger.timing === timing && isFired(execution, table, trigger, change))
      runTrigger(execution, table, trigger, { ...change, certain: true });
}

/** FOR EACH ROW; true where a trigger leaves out every row. */
export function fireForRows(
  execution: Execution,
  table: Table | View,
  timing: Trigger["timing"],
  change: RowChange,
): boolean {
  for (const { owner, trigger } of rowTriggers(execution, table)) {
    if (trigger.timing !== timing || !isFired(execution, owner, trigger, change)) continue;
    const outcome = runTrigger(execution, table, trigger, change);
    if (timing === "before" && outcome === "skips") return true;
  }
  return false;
}

/** INSTEAD OF triggers of a view for this event; with one, the tables behind the view are left alone. */
export function isReplaced(execution: Execution, view: View, event: Trigger["events"][number]): boolean {
  return view.triggers.some(
    (trigger) =>
      trigger.timing === "instead-of" && isFired(execution, view, trigger, { event, certain: true }),
  );
}

/** Triggers fire in the order of their names. */
function inOrder(triggers: readonly Trigger[]): readonly Trigger[] {
  return [...triggers].sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/** A partition has the row triggers of its parents too, also where it came later. */
function rowTriggers(
  execution: Execution,
  table: Table | View,
): readonly { readonly owner: Table | View; readonly trigger: Trigger }[] {
  const own = table.triggers.filter(({ forEachRow }) => forEachRow);
  const found = new Map(own.map((trigger) => [trigger.name, { owner: table, trigger }]));
  for (let at = parentOf(execution, table); at !== undefined; at = parentOf(execution, at))
    for (const trigger of at.triggers)
      if (trigger.forEachRow && !found.has(trigger.name)) found.set(trigger.name, { owner: at, trigger });
  const names = inOrder([...found.values()].map(({ trigger }) => trigger));
  return names.flatMap(({ name }) => found.get(name) ?? []);
}

function parentOf(execution: Execution, table: Table | View): Table | undefined {
  const id = isView(table) || table.bound === undefined ? undefined : table.parents[0];
  const parent = id === undefined ? undefined : relationById(execution, id);
  return isTable(parent) ? parent : undefined;
}

function isFired(execution: Execution, table: Table | View, trigger: Trigger, change: RowChange): boolean {
  return trigger.deferred !== true && isTold(execution, table, trigger, change);
}
