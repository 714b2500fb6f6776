import { ident, join, literal, sql, Sql } from "../../sql/fragment.ts";
import { notNullSteps } from "../not-null-through-check.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { readByNoView } from "../support/readByViews.ts";
import { stopUnless } from "../support/stopUnless.ts";
import { askAgain, dropIndexSteps, foreignKeySteps, proveAgain } from "../transition/again.ts";
import { giveAttributes } from "../transition/attributes.ts";
import { rangesOf, tableOf } from "../transition/state.ts";
import { namesOf, type ReshapedColumn, type ReshapeState } from "./state.ts";
import { fillSide, outOfStep, stopSynchronising, synchronise } from "./synchronise.ts";

type Preconditions = PendingPhase["preconditions"];

/**
 * The end: the new columns are required, and the old ones go with what hangs on them. Each step's down makes again
 * what it took away; the values of the old columns are then those that the new ones come to.
 */
export function reshapeContract(state: ReshapeState): PendingPhase {
  const { ready, alike } = preconditionsOf(state);
  const columns = state.old.map(({ name }) => name);
  const steps = [
    checkStep(state, ready),
    ...requireSteps(state),
    ...dropIndexSteps(state, state.again, "the old columns"),
    alikeStep(state, alike),
    ...foreignKeySteps(state, state.again, columns),
    finishStep(state),
  ];
  const [first, ...rest] = steps;
  const deployBefore = `a version of the application that no longer reads or writes ${namesOf(state.old)}, everywhere`;
  return {
    phase: "contract",
    steps: first === undefined ? [] : [{ ...first, deployBefore }, ...rest],
    preconditions: [...alike, ...ready, readByNoView(tableOf(state), columns, namesOf(state.old))],
  };
}

function preconditionsOf(state: ReshapeState): {
  readonly ready: Preconditions;
  readonly alike: Preconditions;
} {
  const { old, fresh, key, trigger } = state;
  const table = tableOf(state);
  const differing = outOfStep(state);
  const relation = sql`${literal(table.text)}::pg_catalog.regclass`;
  return {
    ready: [
      state.by !== undefined
        ? areThere(state)
        : {
            label: `the trigger ${trigger} of ${state.table} is enabled`,
            query:
              sql`SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ${relation} AND tgname = ${literal(trigger)} AND tgenabled <> 'D')`
                .text,
          },
    ],
    alike: [
      {
        label: `${namesOf(old)} and ${namesOf(fresh)} are in step in every row`,
        query: sql`SELECT NOT EXISTS (SELECT FROM ${table} AS k WHERE ${differing})`.text,
        rows: { table, key, differing, pageSize: rangesOf(state) },
      },
    ],
  };
}

/** Where no trigger is to be looked for: the columns that are to stay. */
function areThere(state: ReshapeState): Preconditions[number] {
  const names = state.fresh.map(({ name }) => literal(name));
  const relation = sql`pg_catalog.to_regclass(${literal(tableOf(state).text)})`;
  return {
    label: `${namesOf(state.fresh)} of ${state.table} are there`,
    query:
      sql`SELECT pg_catalog.count(*) = ${names.length} FROM pg_catalog.pg_attribute WHERE attrelid = ${relation} AND attname IN (${join(names)}) AND NOT attisdropped`
        .text,
  };
}

function checkStep(state: ReshapeState, ready: Preconditions): Step {
  return {
    phase: "contract",
    title: `Stop here unless ${namesOf(state.fresh)} follow; on the way down, check ${namesOf(state.old)} and attach what is proven`,
    suffix: "check",
    transaction: "own",
    up: [stopUnless(ready)],
    down: proveAgain(state, state.again, state.old.filter(isRequired)),
  };
}

function isRequired({ notNull }: ReshapedColumn): boolean {
  return notNull;
}

/** NOT NULL of all new columns that have it, in the three steps of one. */
function requireSteps(state: ReshapeState): readonly Step[] {
  const required = state.fresh.filter(isRequired);
  const each = required.map(({ name, check, holds }) =>
    notNullSteps(tableOf(state), name, check, sql`${ident(name)} ${Sql.verbatim(holds)}`),
  );
  return ["refuse_null", "validate", "set"].flatMap((suffix, index): Step[] => {
    const same = each.flatMap((steps) => steps[index] ?? []);
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        ...first,
        phase: "contract",
        suffix,
        up: same.flatMap(({ up }) => up),
        down: same.flatMap(({ down }) => down),
      },
    ];
  });
}

function alikeStep(state: ReshapeState, alike: Preconditions): Step {
  return {
    phase: "contract",
    title: `Stop here unless the columns are in step; on the way down, fill ${namesOf(state.old)} in batches`,
    suffix: "alike",
    transaction: "none",
    up: [stopUnless(alike)],
    down: [fillSide(state, state.old, leadAgain(state))],
  };
}

/** The old columns have their values again, so they are those that a default stands in. */
function leadAgain(state: ReshapeState): readonly string[] {
  const { old, fresh } = state;
  const table = tableOf(state);
  return [
    "PERFORM pg_catalog.set_config('lock_timeout', '5s', true)",
    ...synchronise(state, { full: old, fresh }),
    ...old.flatMap(({ name, default: value }) =>
      value === undefined
        ? []
        : [sql`ALTER TABLE ${table} ALTER COLUMN ${ident(name)} SET DEFAULT ${Sql.verbatim(value)}`.text],
    ),
  ];
}

function finishStep(state: ReshapeState): Step {
  const { old, fresh, mark, again } = state;
  const table = tableOf(state);
  const drop = [...old.map(({ name }) => name), mark].map(
    (name) => sql`DROP COLUMN IF EXISTS ${ident(name)}`,
  );
  const add = [...old, { name: mark, type: "boolean" }].map(
    ({ name, type }) => sql`ADD COLUMN IF NOT EXISTS ${ident(name)} ${Sql.verbatim(type)}`,
  );
  return {
    phase: "contract",
    title: `Drop ${namesOf(old)}`,
    suffix: "finish",
    transaction: "own",
    up: [
      ...stopSynchronising(state),
      `-- lockkeeper-ignore drops-column: no running version uses them any more, and the other columns hold their data\n${sql`ALTER TABLE ${table} ${join(drop)}`.text}`,
    ],
    down: [
      sql`ALTER TABLE ${table} ${join(add)}`.text,
      ...old.flatMap(({ name, attributes }) => giveAttributes(table, name, attributes)),
      ...synchronise(state, { full: fresh, fresh: old }),
      ...askAgain(state, again, old.filter(isRequired)),
    ],
  };
}
