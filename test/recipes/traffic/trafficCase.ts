import { finishedRollout, type RolledOut } from "../finishedRollout.ts";
import { pendingRollouts } from "../../../server/src/recipes/rollouts.ts";
import { planned, recipeCalled, TestProject } from "../projects.ts";
import type { Statements } from "./version.ts";

/** A hazardous statement on a table that an old and a new version of the application write meanwhile. */
export interface TrafficCase {
  readonly recipe: string;
  readonly before: string;
  /** Rows with the keys from 1 to `rows`. */
  readonly seed: (rows: number) => string;
  readonly up: string;
  readonly down: string;
  /** What it is to end like where `up` itself cannot run on rows. */
  readonly meant?: string;
  /** `up` runs on these rows all the same, and ends otherwise: what clients wait for is measured with it. */
  readonly runsAsWritten?: true;
  /** The migration is sent outside a transaction. */
  readonly autocommit?: boolean;
  readonly old: Statements;
  /** What the application sends once it is adapted; absent where nothing has to be. */
  readonly adapted?: Statements;
  /** How many steps the old version goes on through, from the end where negative; unless told, those written at once. */
  readonly oldUntil?: number;
  /** After how many steps the adapted version may be deployed, 1 unless told. */
  readonly newFrom?: number;
  /** What the application does with the rows that are there, by the number of the step before which it does so. */
  readonly fillBefore?: Readonly<Record<number, string>>;
  /** Gives rows of the adapted version what the down of the first step asks for. */
  readonly fill?: string;
  /** Removes what the versions wrote: `$1` is the last key that none of them touches, `$2` the last that they contend for. */
  readonly clean: string;
}

export interface Roll extends RolledOut {
  readonly original: TestProject;
  /** How many steps are written at once. */
  readonly expanded: number;
}

export function rollOf({ recipe: id, before, up, down, autocommit = false }: TrafficCase): Roll {
  const original = TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit },
  ]);
  const recipe = recipeCalled(id);
  const open = original.with(planned(original.rewrite(recipe)));
  const isOpen = pendingRollouts(open.analysis.project, (path) => open.files.get(path)).length > 0;
  const rolled = isOpen ? finishedRollout(original, recipe) : { open, finished: open };
  return { ...rolled, original, expanded: open.analysis.migrations.length - 1 };
}

/** The versions that run while a step runs, up or down. */
export function versionsDuring(given: TrafficCase, roll: Roll, step: number): readonly Statements[] {
  const { old, adapted, oldUntil = roll.expanded, newFrom = 1 } = given;
  if (adapted === undefined) return [old, old];
  const steps = roll.finished.analysis.migrations.length - 1;
  const last = oldUntil < 0 ? steps + oldUntil : oldUntil;
  return [...(step < last ? [old] : []), ...(step >= newFrom ? [adapted] : [])];
}
