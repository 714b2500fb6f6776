import { ident, sql, Sql } from "../../sql/fragment.ts";
import { notNullSteps } from "../not-null-through-check.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { stopUnless } from "../support/stopUnless.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { backfillStep } from "../transition/backfillStep.ts";
import { tableOf } from "../transition/state.ts";
import { keepInStep, leaveStep } from "../transition/triggers.ts";
import type { RequiredState } from "./state.ts";

/** What is written now: the column without NOT NULL, and a value for each row that lacks one. */
export function requiredSteps(state: RequiredState): readonly Step[] {
  const { column, type } = state;
  const table = tableOf(state);
  const name = ident(column);
  const missing = sql`${ident(state.table)}.${name} IS NOT DISTINCT FROM NULL`;
  const filling = fillInBatches(
    { ...state, table, alias: ident(state.table) },
    { set: sql`${name} = ${Sql.verbatim(state.value)}`, missing },
  );
  return [
    {
      phase: "expand",
      title: `Add ${column} empty, and give it a value in rows of the version that does not know it`,
      transaction: "own",
      up: [
        sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${name} ${Sql.verbatim(type)}`.text,
        ...fillWrites(state),
      ],
      down: [...leaveFilling(state), sql`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${name}`.text],
    },
    {
      ...backfillStep({ to: column, ownTriggers: state.ownTriggers }, filling),
      deployAfter: `the version of the application that writes ${state.table}.${column}; the one that does not know it may go on running beside it`,
    },
  ];
}

/** What comes once every version writes the column: NOT NULL, proven without a lock, and no more values by a trigger. */
export function requiredContract(state: RequiredState): PendingPhase {
  return requiredEnd(tableOf(state), state, {
    title: "Set NOT NULL, which the CHECK proves, then drop the CHECK and the trigger",
    up: leaveFilling(state),
    down: fillWrites(state),
  });
}

/** NOT NULL, once every row holds a value; `more` goes with the last step. */
export function requiredEnd(
  table: Sql,
  { column, check, condition }: Pick<RequiredState, "column" | "check" | "condition">,
  more: Partial<Pick<Step, "title" | "up" | "down">> = {},
): PendingPhase {
  const filled = {
    label: `every row holds a value in ${column}`,
    query:
      sql`SELECT NOT EXISTS (SELECT FROM ${table} AS k WHERE k.${ident(column)} IS NOT DISTINCT FROM NULL)`
        .text,
  };
  const [refuse, validate, set] = notNullSteps(table, column, check, Sql.verbatim(condition));
  if (refuse === undefined || validate === undefined || set === undefined)
    throw new Error("NOT NULL has three steps");
  return {
    phase: "contract",
    preconditions: [filled],
    steps: [
      {
        ...refuse,
        phase: "contract",
        title: `Stop here unless every row holds a value in ${column}; refuse new NULLs`,
        suffix: "refuse_null",
        up: [stopUnless([filled]), ...refuse.up],
        deployBefore: `a version of the application that writes ${column}, everywhere`,
      },
      { ...validate, phase: "contract" },
      {
        ...set,
        ...(more.title === undefined ? {} : { title: more.title }),
        up: [...set.up, ...(more.up ?? [])],
        down: [...set.down, ...(more.down ?? [])],
      },
    ],
  };
}

/** The value is computed over the row as a table would be, so that its columns need not be written otherwise. */
function fillWrites(state: RequiredState): readonly string[] {
  const column = sql`NEW.${ident(state.column)}`;
  const value = sql`(SELECT ${Sql.verbatim(state.value)} FROM (SELECT NEW.*) AS ${ident(state.table)})`;
  const kept = ident("lockkeeper_filled");
  const field = sql`${tableOf(state)}.${ident(state.column)}%TYPE`;
  return keepInStep(state, [{ name: state.trigger, events: sql`INSERT OR UPDATE` }], {
    declared: sql`${kept} ${field} := ${column};`,
    copied: sql`${column} := ${kept};`,
    written: sql`  IF TG_OP = 'INSERT' AND ${column} IS NOT DISTINCT FROM NULL THEN
    ${column} := ${value};
  END IF;`,
  });
}

function leaveFilling(state: RequiredState): readonly string[] {
  return leaveStep(state, [state.trigger]);
}
