import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import { switchOver, writesBoth } from "../transition/byApplication.ts";
import { backfillStep } from "../transition/backfillStep.ts";
import { tableOf } from "../transition/state.ts";
import { namesOf, type ReshapeState } from "./state.ts";
import { fillSide, stopSynchronising, synchronise } from "./synchronise.ts";

/** What is written now: the new columns, and their values in every row. */
export function reshapeSteps(state: ReshapeState): readonly Step[] {
  const { old, fresh, mark, ownTriggers } = state;
  const table = tableOf(state);
  const columns = [...fresh, { name: mark, type: "boolean" }];
  const add = columns.map(
    ({ name, type }) => sql`ADD COLUMN IF NOT EXISTS ${ident(name)} ${Sql.verbatim(type)}`,
  );
  const drop = columns.map(({ name }) => sql`DROP COLUMN IF EXISTS ${ident(name)}`);
  return [
    {
      phase: "expand",
      title: `Add ${namesOf(fresh)}, ${state.by === undefined ? `kept in step with ${namesOf(old)} whichever of them is written` : `which the application writes beside ${namesOf(old)}`}; ${mark} tells which rows are filled`,
      transaction: "own",
      up: [sql`ALTER TABLE ${table} ${join(add)}`.text, ...synchronise(state, { full: old, fresh })],
      down: [...stopSynchronising(state), sql`ALTER TABLE ${table} ${join(drop)}`.text],
    },
    {
      ...backfillStep({ to: namesOf(fresh), ownTriggers }, fillSide(state, fresh)),
      ...(state.by === undefined ? {} : { deployBefore: writesBoth }),
      deployAfter:
        state.by === undefined
          ? `the version of the application that uses ${namesOf(fresh)}; the one that uses ${namesOf(old)} may go on running beside it`
          : switchOver,
    },
  ];
}
