import { ident, sql, type Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import { allAtOnce } from "../support/givingWay.ts";
import { guarded, newConstraint, oneByOne, type Guarded } from "../support/guarded.ts";
import type { Carried } from "./carried.ts";
import type { CarriedConstraint } from "./constraints.ts";
import { dropKey } from "./dropKey.ts";
import type { CarriedIndex } from "./indexes.ts";
import { tableOf, type Transition } from "./state.ts";

/** What the steps know of the two columns. */
export interface TwoColumns extends Pick<Transition, "schema" | "table"> {
  readonly from: string;
  readonly to: string;
  /** The CHECK that proves NOT NULL. */
  readonly check: string;
  readonly notNull: boolean;
  /** What proves NOT NULL behind the column's name; a row type takes other words. */
  readonly holds: string;
}

/** All that hangs on the old column, made for the new one. */
export function carrySteps(state: TwoColumns, { indexes, constraints }: Carried): readonly Step[] {
  return [
    ...indexes.map((index, number) => indexStep(state, index, number + 1)),
    ...constraintSteps(state, constraints),
  ];
}

function indexStep(state: TwoColumns, index: CarriedIndex, number: number): Step {
  const isKey = index.original.constraint !== undefined;
  const down = [isKey ? dropKey(state, index.name) : index.drop];
  const collides = index.original.unique
    ? " From here to the end an INSERT … ON CONFLICT may fail with “duplicate key” (23505) where two clients insert the same value at the same moment: PostgreSQL looks at one of the two unique indexes only. Let clients try again."
    : "";
  return {
    phase: "migrate",
    title: `Build ${index.name}, which becomes ${index.original.name}. If this fails, ${index.drop} before the next try.${collides}`,
    suffix: `index_${number}`,
    transaction: "none",
    up: index.build.once,
    down,
    repeatable: { up: index.build.again, down },
  };
}

function constraintSteps(state: TwoColumns, constraints: readonly CarriedConstraint[]): readonly Step[] {
  const table = tableOf(state);
  const alter = (action: Sql): string => sql`ALTER TABLE ${table} ${action}`.text;
  const { check } = state;
  const rows = constraints.filter(({ byValidation }) => byValidation);
  const keys = constraints.filter(({ byValidation }) => !byValidation);
  const drop = (name: string): string => alter(sql`DROP CONSTRAINT IF EXISTS ${ident(name)}`);
  const validate = (name: string): string => alter(sql`VALIDATE CONSTRAINT ${ident(name)}`);
  const add = ({ name, definition }: CarriedConstraint): Guarded => newConstraint(table, name, definition);
  const notNull = (list: readonly string[]): readonly string[] => (state.notNull ? list : []);
  const checked = `CHECK (${ident(state.to).text} ${state.holds}) NOT VALID`;
  const proof = newConstraint(table, check, checked);
  const added = [...rows.map(add), ...(state.notNull ? [proof] : [])];
  const dropped = [...rows.map(({ name }) => drop(name)), ...notNull([drop(check)])];
  const locksOthers = rows.some(({ original }) => original.kind === "foreign-key");
  const validated = rows.filter(({ original }) => original.valid).map(({ name }) => validate(name));
  const set = alter(sql`ALTER COLUMN ${ident(state.to)} SET NOT NULL`);
  const steps: readonly Step[] = [
    {
      phase: "migrate",
      title: `Add the constraints of ${state.from} to ${state.to}, for new rows`,
      suffix: "constraints",
      transaction: "own",
      up: locksOthers ? [allAtOnce(added)] : oneByOne(added),
      down: locksOthers ? [allAtOnce(dropped)] : dropped,
    },
    {
      phase: "migrate",
      title: "Check the old rows, while reads and writes go on",
      suffix: "validate",
      transaction: "own",
      up: [...validated, ...notNull([validate(check)])],
      down: notNull([alter(sql`ALTER COLUMN ${ident(state.to)} DROP NOT NULL`)]),
    },
    {
      phase: "migrate",
      title: "Attach what is proven; the down leaves it attached, so that nothing need be proven twice",
      suffix: "attach",
      transaction: "own",
      up: [...notNull([set, drop(check)]), ...keys.map(add).map(guarded)],
      // A key takes its index along when it goes, so it goes with that; NOT NULL goes once the CHECK holds again.
      down: notNull([guarded(proof)]),
    },
  ];
  return steps.filter(({ up }) => up.length > 0);
}
