import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import { giveAttributes } from "../transition/attributes.ts";
import { switchOver, writesBoth } from "../transition/byApplication.ts";
import { backfillStep } from "../transition/backfillStep.ts";
import type { Carried } from "../transition/carried.ts";
import { carrySteps } from "../transition/carrySteps.ts";
import { giveRights } from "../transition/rights.ts";
import { tableOf } from "../transition/state.ts";
import { backfill } from "./backfill.ts";
import type { RenameState } from "./state.ts";
import { stopSynchronising, synchronise, type Sides } from "./synchronise.ts";

/** What is written now: the second column, its rows, and all that the old column has. */
export function stepsOf(state: RenameState, { indexes, constraints }: Carried): readonly Step[] {
  const sides: Sides = { full: state.from, fresh: state.to };
  const steps = [
    expandStep(state, sides),
    backfillStep(state, backfill(state, sides)),
    ...carrySteps(state, { indexes, constraints }),
  ];
  const last = steps.length - 1;
  const deployAfter =
    state.by === undefined
      ? `the version of the application that uses ${state.table}.${state.to}; the one that uses ${state.from} may go on running beside it`
      : switchOver;
  return steps.map((step, index) => ({
    ...step,
    ...(index === 1 && state.by !== undefined ? { deployBefore: writesBoth } : {}),
    ...(index === last ? { deployAfter } : {}),
  }));
}

function expandStep(state: RenameState, sides: Sides): Step {
  const table = tableOf(state);
  return {
    phase: "expand",
    title:
      state.by === undefined
        ? `Add ${state.to} and keep it and ${state.from} alike, whichever of them is written`
        : `Add ${state.to}, which the application writes beside ${state.from}`,
    transaction: "own",
    up: [
      sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${ident(state.to)} ${Sql.verbatim(state.type)}`.text,
      ...giveAttributes(table, state.to, state.attributes),
      ...giveRights(table, state.to, state.rights),
      ...synchronise(state, sides),
    ],
    down: [
      ...stopSynchronising(state),
      sql`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${ident(state.to)}`.text,
    ],
  };
}
