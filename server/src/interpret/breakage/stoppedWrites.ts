import { isTable, type Table, type Trigger } from "../../catalog/relations.ts";
import type { Stopped } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { NotAnalysed, StatementError } from "../statementError.ts";
import { runTrigger } from "../triggers/runTrigger.ts";
import type { Broken, Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";

/**
 * A trigger that stops every write: its function fails whatever the row is, or returns NULL before each, so that no row is
 * written. The function is run for a row of which nothing is known, and all that it does is rolled back. A new one that may
 * fail, as its conditions come out, stops some.
 */
export function stoppedWrites({ before, execution, old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now) || isGone(old, now)) return [];
  const finds = new Set(now.columns.map(({ name }) => name));
  const misses = now.columns !== old.columns && old.columns.some(({ name }) => !finds.has(name));
  return now.triggers.flatMap((trigger) => {
    const isNew = !old.triggers.some(({ id }) => id === trigger.id);
    const isOwn = trigger.copied !== true && trigger.enabled !== "disabled" && trigger.enabled !== "replica";
    if (!isOwn || !(misses || isOther({ before, execution }, old, trigger))) return [];
    return stopsOf(execution, now, trigger, isNew).map((stopped): Broken => {
      return { code: "old-code-writes-stopped", part: trigger.name, stopped };
    });
  });
}

/** Whether the trigger is new, or does something else than it did. */
function isOther(
  { before, execution }: Pick<Difference, "before" | "execution">,
  old: Table,
  trigger: Trigger,
): boolean {
  const known = old.triggers.find(({ id }) => id === trigger.id);
  if (known === undefined || known.enabled !== trigger.enabled) return true;
  const { function: called } = trigger;
  if (called !== known.function || known.events.length !== trigger.events.length) return true;
  return called !== undefined && before.get("function", called) !== execution.edit.get("function", called);
}

/** What stops the writes that the trigger fires at, those that are stopped alike together. */
function stopsOf(execution: Execution, table: Table, trigger: Trigger, isNew: boolean): readonly Stopped[] {
  const found = new Map<string, Stopped>();
  for (const event of trigger.events) {
    const stop = event === "truncate" ? undefined : tryOut(execution, table, trigger, event);
    // What a function refused before it was replaced, it may go on to refuse.
    if (stop === undefined || (stop.some === true && !isNew)) continue;
    const key = JSON.stringify(stop);
    found.set(key, { events: [...(found.get(key)?.events ?? []), event], ...stop });
  }
  return [...found.values()];
}

/** What becomes of a row; undefined where it is written. */
function tryOut(
  execution: Execution,
  table: Table,
  trigger: Trigger,
  event: Trigger["events"][number],
): Omit<Stopped, "events"> | undefined {
  const undo = execution.savepoint();
  let refused: Stopped["fails"];
  const perhapsRaised = (failure: Stopped["fails"]): void => {
    refused ??= failure;
  };
  try {
    const ended = execution.within({ perhapsRaised }, () =>
      runTrigger(execution, table, trigger, { event, certain: true }),
    );
    if (ended === "skips" && trigger.forEachRow && trigger.timing === "before") return {};
    return refused === undefined ? undefined : { fails: refused, some: true };
  } catch (error) {
    if (error instanceof StatementError) return { fails: failureOf(error) };
    if (error instanceof NotAnalysed) return undefined;
    throw error;
  } finally {
    undo();
  }
}

function failureOf({ failure: { sqlstate, message } }: StatementError): NonNullable<Stopped["fails"]> {
  return { sqlstate, message };
}
