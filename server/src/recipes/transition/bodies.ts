import type { Routine } from "../../catalog/functions.ts";
import type { Table, Trigger } from "../../catalog/relations.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";
import { bodiesRun, mentions, namesInRow } from "../support/bodies.ts";
import type { ColumnTarget } from "./target.ts";

/*
 * Bodies of functions name columns by text: nothing in the catalog tells, and a column of another name is not found as
 * they run.
 */

/** Columns of a table that stand for the same, while both sides are there. */
export interface Sides {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

/** Why functions that the table's own triggers run do not let both sides be there, in words; undefined where they do. */
export function bodyObstacle(
  { table, catalog }: Pick<ColumnTarget, "table" | "catalog">,
  sides: Sides,
  facts: RecipeFacts,
): string | undefined {
  for (const trigger of table.triggers) {
    const refused = ofTrigger(trigger, table, bodiesRun(trigger, catalog, facts), sides);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function ofTrigger(
  trigger: Trigger,
  table: Table,
  bodies: readonly Routine[],
  { old, fresh }: Sides,
): string | undefined {
  const all = [...old, ...fresh];
  const [first] = bodies;
  if (first === undefined) return undefined;
  const runs = (name: string): string =>
    `The trigger ${trigger.name} runs ${first.name}(), which names ${name}`;
  const before = trigger.timing === "before" && trigger.forEachRow;
  const inRow = all.find((name) => bodies.some((body) => namesInRow(body, name, trigger)));
  if (before && inRow !== undefined)
    return `${runs(inRow)}: it runs before the row has both ${enumerated(all)}, so it would see only what one version of the application wrote, and what it puts there might be lost. Let the trigger be one AFTER the change, or let it go before; else stop the writes and change the columns at once.`;
  const last = bodies.at(-1) ?? first;
  const reads = (body: Routine, name: string): boolean =>
    namesInRow(body, name, trigger) || (mentions(body, table.name) && mentions(body, name));
  const left = old.find((name) => reads(last, name));
  if (left !== undefined)
    return `${runs(left)}, and goes on doing so: every write of ${table.name} that fires it would fail once ${left} is gone. Replace the function behind this statement by one that reads ${enumerated(fresh)}.`;
  const early = fresh.find((name) => reads(first, name));
  return early === undefined
    ? undefined
    : `${runs(early)}, which is not filled yet then. Replace the function behind this statement, not before it.`;
}

function enumerated(names: readonly string[]): string {
  return names.join(" and ");
}

/** The function that a statement makes and that reads one of these columns, if there is one. */
export function madeBody(
  { statement, entries }: LaterStatement,
  table: Table,
  names: readonly string[],
): string | undefined {
  if (statement.kind !== "CreateFunctionStmt") return undefined;
  for (const { before, outcome } of entries.values())
    for (const { collection, key, value } of outcome.changes) {
      if (collection !== "function" || value === undefined) continue;
      // Of another's place, it may be run already; else it must be about the table to be about the column.
      const isMeant = before.get("function", key) !== undefined || mentions(value, table.name);
      if (isMeant && names.some((name) => mentions(value, name))) return `${value.name}()`;
    }
  return undefined;
}
