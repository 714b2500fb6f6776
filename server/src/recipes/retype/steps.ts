import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import { giveAttributes } from "../transition/attributes.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { backfillStep } from "../transition/backfillStep.ts";
import type { Carried } from "../transition/carried.ts";
import { carrySteps, type TwoColumns } from "../transition/carrySteps.ts";
import { giveRights } from "../transition/rights.ts";
import { tableOf } from "../transition/state.ts";
import type { RetypeState } from "./state.ts";
import { typeStatements } from "./typeExchange.ts";
import { stopSynchronising, synchronise } from "./synchronise.ts";

/** What is written now: the new column, its rows, and all that the old one has. Clients see nothing of it. */
export function retypeSteps(state: RetypeState, { indexes, constraints }: Carried): readonly Step[] {
  const columns: TwoColumns = { ...state, from: state.column, to: state.fresh };
  // A table has one primary key, so that goes over with the names, and its index is built just before that.
  const carried = {
    indexes: indexes.filter(({ original }) => !original.primary),
    constraints: constraints.filter(({ original }) => original.kind !== "primary-key"),
  };
  return [
    expandStep(state),
    backfillStep({ ...state, to: state.fresh }, refill(state, "forward")),
    ...carrySteps(columns, carried),
  ];
}

function expandStep(state: RetypeState): Step {
  const table = tableOf(state);
  const { column, fresh } = state;
  const types = typeStatements(state.types);
  return {
    phase: "expand",
    title: `Add ${fresh} of the new type, and let it follow ${column}: a write that the new type cannot hold is refused from here on, as it is in the end`,
    transaction: "own",
    up: [
      ...types.begin,
      sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${ident(fresh)} ${Sql.verbatim(state.type)}`.text,
      ...giveAttributes(table, fresh, state.attributes),
      ...giveRights(table, fresh, state.rights),
      ...synchronise(state, "forward"),
    ],
    down: [
      ...stopSynchronising(state),
      sql`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${ident(fresh)}`.text,
      ...types.undo,
    ],
  };
}

/** Fills the column that follows from the one that clients write; both begin empty. */
export function refill(state: RetypeState, direction: "forward" | "backward"): string {
  const follows = ident(direction === "forward" ? state.fresh : state.aside);
  const value = Sql.verbatim(state[direction].ofRow);
  return fillInBatches(
    { ...state, table: tableOf(state) },
    {
      set: sql`${follows} = ${value}`,
      missing: sql`k.${follows} IS NOT DISTINCT FROM NULL AND k.${ident(state.column)} IS DISTINCT FROM NULL`,
    },
  );
}
