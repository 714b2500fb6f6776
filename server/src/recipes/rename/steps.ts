import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import { addConstraintOnce } from "../support/guarded.ts";
import { giveAttributes } from "./attributes.ts";
import { dropKey } from "./dropKey.ts";
import { backfill } from "./backfill.ts";
import type { CarriedConstraint } from "./constraints.ts";
import type { CarriedIndex } from "./indexes.ts";
import type { RenameState } from "./state.ts";
import { stopSynchronising, synchronise, tableOf, type Sides } from "./synchronise.ts";

/** What the steps know of the two columns. */
export type TwoColumns = Pick<
  RenameState,
  "schema" | "table" | "from" | "to" | "check" | "notNull" | "holds" | "ownTriggers"
>;

export interface Parts {
  readonly indexes: readonly CarriedIndex[];
  readonly constraints: readonly CarriedConstraint[];
}

/** What is written now: the second column, its rows, and all that the old column has. */
export function stepsOf(state: RenameState, { indexes, constraints }: Parts): readonly Step[] {
  const sides: Sides = { full: state.from, fresh: state.to };
  const steps = [
    expandStep(state, sides),
    backfillStep(state, backfill(state, sides)),
    ...carrySteps(state, { indexes, constraints }),
  ];
  const last = steps.length - 1;
  const deployAfter = `the version of the application that uses ${state.to}; the one that uses ${state.from} may go on running beside it`;
  return steps.map((step, index) => (index === last ? { ...step, deployAfter } : step));
}

/** All that hangs on the old column, made for the new one. */
export function carrySteps(state: TwoColumns, { indexes, constraints }: Parts): readonly Step[] {
  return [
    ...indexes.map((index, number) => indexStep(state, index, number + 1)),
    ...constraintSteps(state, constraints),
  ];
}

function expandStep(state: RenameState, sides: Sides): Step {
  const table = tableOf(state);
  return {
    phase: "expand",
    title: `Add ${state.to} and keep it and ${state.from} alike, whichever of them is written`,
    transaction: "own",
    up: [
      sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${ident(state.to)} ${Sql.verbatim(state.type)}`.text,
      ...giveAttributes(table, state.to, state.attributes),
      ...synchronise(state, sides),
    ],
    down: [
      ...stopSynchronising(state),
      sql`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${ident(state.to)}`.text,
    ],
  };
}

export function backfillStep(state: Pick<TwoColumns, "to" | "ownTriggers">, filling: string): Step {
  const role = {
    none: "",
    restored:
      " The table's own triggers fire, and what they change in a row that is only copied is put back: the owner of the table can run this.",
    silenced:
      " The table has triggers of its own that must not see this, so run it as a role that may set session_replication_role.",
  }[state.ownTriggers];
  return {
    phase: "migrate",
    title: `Fill ${state.to} in batches, each with its own commit; may be stopped and started again.${role}`,
    suffix: "backfill",
    transaction: "none",
    up: [filling],
    down: [],
  };
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
  const once = ({ name, definition }: CarriedConstraint): string =>
    addConstraintOnce(table, name, definition);
  const notNull = (list: readonly string[]): readonly string[] => (state.notNull ? list : []);
  const checked = `CHECK (${ident(state.to).text} ${state.holds}) NOT VALID`;
  const added = [...rows.map(once), ...notNull([addConstraintOnce(table, check, checked)])];
  const validated = rows.filter(({ original }) => original.valid).map(({ name }) => validate(name));
  const set = alter(sql`ALTER COLUMN ${ident(state.to)} SET NOT NULL`);
  const steps: readonly Step[] = [
    {
      phase: "migrate",
      title: `Add the constraints of ${state.from} to ${state.to}, for new rows`,
      suffix: "constraints",
      transaction: "own",
      up: added,
      down: [...rows.map(({ name }) => drop(name)), ...notNull([drop(check)])],
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
      title: "Attach what is proven; the way back leaves it attached, so that nothing need be proven twice",
      suffix: "attach",
      transaction: "own",
      up: [...notNull([set, drop(check)]), ...keys.map(once)],
      // A key takes its index along when it goes, so it goes with that; NOT NULL goes once the CHECK holds again.
      down: notNull([addConstraintOnce(table, check, checked)]),
    },
  ];
  return steps.filter(({ up }) => up.length > 0);
}
