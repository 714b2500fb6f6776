import type { Execution } from "../execution.ts";
import { directDependents } from "./dependents.ts";
import { describe, keyOf, type DropTarget } from "./dropTarget.ts";

/** An object to be dropped, and how it came to that. */
export interface Collected {
  readonly dropped: DropTarget;
  /** True where the statement names it. */
  readonly named: boolean;
  /** True where it objects to the drop, and goes because of CASCADE alone. */
  readonly byCascade: boolean;
}

/**
 * All that goes with some objects, dependents after what they depend on. Without CASCADE, an object that would not
 * go in silence makes the statement fail with 2BP01 (reportDependentObjects).
 */
export function collect(
  execution: Execution,
  targets: readonly DropTarget[],
  cascade: boolean,
): readonly Collected[] {
  const found = new Map<string, Collected>(
    targets.map((dropped) => [keyOf(dropped), { dropped, named: true, byCascade: false }]),
  );
  const objections = new Map<string, DropTarget>();
  const queue = [...targets];
  for (let dropped = queue.shift(); dropped !== undefined; dropped = queue.shift())
    for (const dependent of directDependents(execution, dropped)) {
      const key = keyOf(dependent.dropped);
      const goesAnyway = dependent.strength === "auto" || isPartOfCollected(dependent.dropped, found);
      if (goesAnyway) objections.delete(key);
      else if (!found.has(key)) objections.set(key, dependent.dropped);
      if (found.has(key) || isPartOfCollected(dependent.dropped, found)) continue;
      found.set(key, { dropped: dependent.dropped, named: false, byCascade: false });
      queue.push(dependent.dropped);
    }
  if (objections.size > 0 && !cascade) refuse(execution, targets);
  return [...found].map(([key, collected]) =>
    objections.has(key) ? { ...collected, byCascade: true } : collected,
  );
}

/** The parts of a relation that goes anyway, and the default of a column that does, go without being asked about. */
function isPartOfCollected(dropped: DropTarget, found: ReadonlyMap<string, Collected>): boolean {
  if (!("table" in dropped)) return false;
  if (found.has(dropped.table.id)) return true;
  return dropped.kind === "default" && found.has(keyOf({ ...dropped, kind: "column" }));
}

function refuse(execution: Execution, targets: readonly DropTarget[]): never {
  const [first, second] = targets;
  const whole = first === undefined || second !== undefined ? undefined : describe(execution, first);
  return execution.fail(
    "2BP01",
    whole === undefined
      ? "cannot drop desired object(s) because other objects depend on them"
      : `cannot drop ${whole} because other objects depend on it`,
  );
}
