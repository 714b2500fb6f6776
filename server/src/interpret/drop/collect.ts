import type { Execution } from "../execution.ts";
import { directDependents } from "./dependents.ts";
import { describe, keyOf, type Doomed } from "./doomed.ts";

/** An object to be dropped, and how it came to that. */
export interface Condemned {
  readonly doomed: Doomed;
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
  targets: readonly Doomed[],
  cascade: boolean,
): readonly Condemned[] {
  const found = new Map<string, Condemned>(
    targets.map((doomed) => [keyOf(doomed), { doomed, named: true, byCascade: false }]),
  );
  const objections = new Map<string, Doomed>();
  const queue = [...targets];
  for (let doomed = queue.shift(); doomed !== undefined; doomed = queue.shift())
    for (const dependent of directDependents(execution, doomed)) {
      const key = keyOf(dependent.doomed);
      const goesAnyway = dependent.strength === "auto" || isPartOfCondemned(dependent.doomed, found);
      if (goesAnyway) objections.delete(key);
      else if (!found.has(key)) objections.set(key, dependent.doomed);
      if (found.has(key) || isPartOfCondemned(dependent.doomed, found)) continue;
      found.set(key, { doomed: dependent.doomed, named: false, byCascade: false });
      queue.push(dependent.doomed);
    }
  if (objections.size > 0 && !cascade) refuse(execution, targets);
  return [...found].map(([key, condemned]) =>
    objections.has(key) ? { ...condemned, byCascade: true } : condemned,
  );
}

/** The parts of a relation that goes anyway, and the default of a column that does, go without being asked about. */
function isPartOfCondemned(doomed: Doomed, found: ReadonlyMap<string, Condemned>): boolean {
  if (!("table" in doomed)) return false;
  if (found.has(doomed.table.id)) return true;
  return doomed.kind === "default" && found.has(keyOf({ ...doomed, kind: "column" }));
}

function refuse(execution: Execution, targets: readonly Doomed[]): never {
  const [first, second] = targets;
  const whole = first === undefined || second !== undefined ? undefined : describe(execution, first);
  return execution.fail(
    "2BP01",
    whole === undefined
      ? "cannot drop desired object(s) because other objects depend on them"
      : `cannot drop ${whole} because other objects depend on it`,
  );
}
