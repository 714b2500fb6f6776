import type { Surroundings } from "./surroundings.ts";
import { areAlike, type Value } from "./values/value.ts";

/** What tells whether doing something again would do the same. */
interface Run {
  readonly version: number;
  readonly budget: { readonly entered: number };
  readonly recorder: { readonly onlyWithRows: boolean };
  readonly surroundings: Surroundings;
}

/** What was there when something was run. */
interface State {
  /** The same number as long as nothing was written or rolled back. */
  readonly version: number;
  /** How many bodies had been entered. */
  readonly entered: number;
  readonly onlyWithRows: boolean;
  readonly surroundings: Surroundings;
}

interface Ended {
  readonly state: State;
  readonly values: readonly Value[];
  readonly result: Value;
}

/**
 * What one statement need not run again: on the same catalog, in the same surroundings and with the same values it
 * would do the same, which is recorded already. So a loop costs what its first round costs, unless it changes anything.
 */
export class Repeats {
  private readonly statements = new Map<object, State>();
  private readonly bodies = new Map<object, Ended>();

  /**
   * Runs a statement or an expression of a body; `isAgain` says that it need only compute its values. A body that it
   * runs may lead elsewhere with other values.
   */
  statement(execution: Run, node: object, run: (isAgain: boolean) => void): void {
    const known = this.statements.get(node);
    const before = stateOf(execution);
    run(known !== undefined && isSame(known, before));
    const after = stateOf(execution);
    if (after.version === before.version && after.entered === before.entered)
      this.statements.set(node, before);
    else this.statements.delete(node);
  }

  /** Runs a body, which `values` are given to; its result. */
  body(execution: Run, key: object, values: readonly Value[], run: () => Value): Value {
    const known = this.bodies.get(key);
    const before = stateOf(execution);
    if (known !== undefined && isSame(known.state, before) && areAlike(known.values, values))
      return known.result;
    const result = run();
    if (execution.version === before.version) this.bodies.set(key, { state: before, values, result });
    return result;
  }
}

function stateOf({ version, budget, recorder, surroundings }: Run): State {
  return { version, entered: budget.entered, onlyWithRows: recorder.onlyWithRows, surroundings };
}

function isSame(one: State, other: State): boolean {
  return (
    one.version === other.version &&
    one.onlyWithRows === other.onlyWithRows &&
    isAlike(one.surroundings, other.surroundings)
  );
}

function isAlike(one: Surroundings, other: Surroundings): boolean {
  return (
    one.uncertain === other.uncertain &&
    one.atomic === other.atomic &&
    one.triggerDepth === other.triggerDepth &&
    isEqual(one.running, other.running) &&
    isEqual(one.transitionTables, other.transitionTables) &&
    isEqual(one.rowColumns ?? [], other.rowColumns ?? [])
  );
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((item, index) => item === other[index]));
}
