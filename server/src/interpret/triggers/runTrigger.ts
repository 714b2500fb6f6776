import type { Routine } from "../../catalog/functions.ts";
import { isAssumed, isAssumedRoutine } from "../../catalog/ids.ts";
import type { Table, Trigger, View } from "../../catalog/relations.ts";
import { doubtEverything } from "../openWorld/uncertainNames.ts";
import { attempt } from "../query/happens.ts";
import { constantValue } from "../query/values.ts";
import { withSettings } from "../functions/settings.ts";
import { asTruth, list, type Truth, type Value } from "../values/value.ts";
import type { Execution } from "../execution.ts";
import type { RowChange } from "./rowChange.ts";

/** `skips`: it returned NULL, so that the row is left out. */
type Ended = "goes-on" | "skips";

/** Triggers that fire triggers deeper than this are not followed. */
const deepest = 64;

/** Runs the function of a trigger. An error in it comes only where it fires. */
export function runTrigger(
  execution: Execution,
  table: Table | View,
  trigger: Trigger,
  change: RowChange,
): Ended {
  const routine =
    trigger.function === undefined ? undefined : execution.edit.get("function", trigger.function);
  const key = `${trigger.id} ${change.event}`;
  const { running } = execution.surroundings;
  // What a function does that is not known may make, change and drop anything.
  if (trigger.unknownFunction === true) doubtEverything(execution);
  if (routine === undefined) return "goes-on";
  if (running.includes(key)) {
    endless(execution, trigger, change);
    return "goes-on";
  }
  if (running.length >= deepest) {
    execution.partly(`triggers fire triggers more than ${deepest} deep, which is not followed`);
    return "goes-on";
  }
  const given = [table.id, change.event, change.certain];
  const ended = execution.repeats.body(execution, trigger, given, () =>
    execution.budget.mayEnter(key) ? fireOnce(execution, routine, table, trigger, change) : "goes-on",
  );
  return ended === "skips" ? "skips" : "goes-on";
}

function fireOnce(
  execution: Execution,
  routine: Routine,
  table: Table | View,
  trigger: Trigger,
  change: RowChange,
): Ended {
  const truth = conditionOf(execution, trigger);
  if (truth === false || truth === null) return "goes-on";
  let ended: Ended = "goes-on";
  const run = (): void => {
    ended = call(execution, routine, table, trigger, change);
  };
  if (truth === undefined) execution.ifRows(() => attempt(execution, run));
  else if (change.certain) run();
  else execution.ifRows(run);
  return truth === true ? ended : "goes-on";
}

/**
 * The same trigger once more, further in, takes no other locks than those it takes anyway. Where nothing decides
 * whether it comes to that and there is a row for certain, it never ends.
 */
function endless(execution: Execution, { when }: Trigger, { certain }: RowChange): void {
  const { uncertain } = execution.surroundings;
  if (certain && !uncertain && when === undefined) execution.fail("54001", "stack depth limit exceeded");
}

/** WHEN compares OLD and NEW, which only a run knows. */
function conditionOf(execution: Execution, { when }: Trigger): Truth {
  if (when === undefined) return true;
  return asTruth(constantValue(execution, when.node));
}

function call(
  execution: Execution,
  routine: Routine,
  table: Table | View,
  trigger: Trigger,
  change: RowChange,
): Ended {
  const { program, language } = routine;
  if (program?.language !== "plpgsql") {
    const isRead = language === "internal" || language === "c";
    if (!isRead)
      execution.partly(`the trigger function ${routine.name}() is written in ${language}, which is not read`);
    if (!isRead || isAssumedRoutine(routine.id)) doubtEverything(execution);
    return "goes-on";
  }
  const { running, triggerDepth } = execution.surroundings;
  const surroundings = {
    running: [...running, `${trigger.id} ${change.event}`],
    body: program,
    insideBody: true,
    atomic: true,
    transitionTables: trigger.transitionTables ?? [],
    triggerDepth: triggerDepth + 1,
    rowColumns:
      trigger.forEachRow && !isAssumed(table.id) ? table.columns.map(({ name }) => name) : undefined,
  };
  const { returned, uncertain } = execution.within(surroundings, () =>
    withSettings(execution, routine, () =>
      execution.bodies.runProgram(execution, program, parameters(table, trigger, change)),
    ),
  );
  return returned === null && !uncertain ? "skips" : "goes-on";
}

/** A row of which only the columns are known; not even those where the table is only assumed. */
function rowOf(table: Table | View): Value {
  if (isAssumed(table.id)) return undefined;
  return { kind: "row", fields: new Map(table.columns.map(({ name }) => [name, undefined])), closed: true };
}

/** What PL/pgSQL tells a trigger function. Rows are not known; that there is none is. */
function parameters(table: Table | View, trigger: Trigger, { event }: RowChange): ReadonlyMap<string, Value> {
  const given = trigger.arguments ?? [];
  const noOld = event === "insert" || event === "truncate" || !trigger.forEachRow;
  const noNew = event === "delete" || event === "truncate" || !trigger.forEachRow;
  return new Map<string, Value>([
    ["new", noNew ? null : rowOf(table)],
    ["old", noOld ? null : rowOf(table)],
    ["tg_op", event.toUpperCase()],
    ["tg_when", trigger.timing.replace("-", " ").toUpperCase()],
    ["tg_level", trigger.forEachRow ? "ROW" : "STATEMENT"],
    ["tg_name", trigger.name],
    ["tg_relname", table.name],
    ["tg_table_name", table.name],
    ["tg_table_schema", table.schema],
    ["tg_relid", { kind: "oid", id: table.id, text: table.name }],
    ["tg_nargs", given.length],
    ["tg_argv", list(given)],
  ]);
}
