import { ident, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { addConstraintOnce, renameConstraintOnce, validateOnce } from "../support/guarded.ts";
import { backfill } from "./backfill.ts";
import { stopUnless } from "../support/stopUnless.ts";
import { giveAttributes } from "../transition/attributes.ts";
import { dropKey } from "../transition/dropKey.ts";
import { preconditionsOf } from "./preconditions.ts";
import type { RenameState } from "./state.ts";
import { stopSynchronising, synchronise } from "./synchronise.ts";
import { tableOf } from "../transition/state.ts";

/**
 * The end of a rename: the old column goes, and what was carried over gets its name. Each step's way back makes again
 * what the step took away, so that up and down may follow each other in any order: after the last of them the old
 * column stands there as it did, beside the new one.
 */
export function contractOf(state: RenameState): PendingPhase {
  const { ready, alike } = preconditionsOf(state);
  const steps = [
    ...(ready.length === 0 ? [] : [readyStep(state, ready)]),
    ...state.again.indexes.map((_index, number) => indexStep(state, number)),
    alikeStep(state, alike),
    finishStep(state),
  ];
  const [first, ...rest] = steps;
  const deployBefore = `a version of the application that no longer reads or writes ${state.from}, everywhere`;
  const deployed = first === undefined ? [] : [{ ...first, deployBefore }, ...rest];
  return { phase: "contract", steps: deployed, preconditions: [...alike, ...ready] };
}

type Preconditions = PendingPhase["preconditions"];

function alter(state: RenameState, action: Sql): string {
  return sql`ALTER TABLE ${tableOf(state)} ${action}`.text;
}

function readyStep(state: RenameState, preconditions: Preconditions): Step {
  const { again, check, from, notNull } = state;
  const table = tableOf(state);
  const validate = (name: string): string => alter(state, sql`VALIDATE CONSTRAINT ${ident(name)}`);
  const required = [
    validateOnce(table, check),
    alter(state, sql`ALTER COLUMN ${ident(from)} SET NOT NULL`),
    alter(state, sql`DROP CONSTRAINT IF EXISTS ${ident(check)}`),
  ];
  return {
    phase: "contract",
    title: `Stop here unless all that hangs on ${from} is there for ${state.to}; on the way back, check ${from} and attach what is proven`,
    suffix: "check",
    transaction: "own",
    up: [stopUnless(preconditions)],
    down: [
      ...again.constraints.filter(({ valid }) => valid).map(({ name }) => validate(name)),
      ...(notNull ? required : []),
      ...again.keys.map(({ name, sql: definition }) => addConstraintOnce(table, name, definition)),
    ],
  };
}

/** The old column's index goes before it, so that the way back can build it again while reads and writes go on. */
function indexStep(state: RenameState, number: number): Step {
  const index = state.again.indexes[number];
  const name = index?.name ?? "";
  const named = qualified(state.schema, name);
  const drop = sql`DROP INDEX CONCURRENTLY IF EXISTS ${named}`.text;
  const key = `-- lockkeeper-ignore drops-key: no running version uses it any more, and the other column has its like\n${dropKey(state, name)}`;
  const up = [index?.key === true ? key : drop];
  return {
    phase: "contract",
    title: `Drop ${name} of the old column. The way back builds it again; if that fails, ${drop} before the next try.`,
    suffix: `drop_index_${number + 1}`,
    transaction: "none",
    up,
    down: index === undefined ? [] : [index.sql],
    repeatable: { up, down: index?.sure ?? [] },
  };
}

function alikeStep(state: RenameState, preconditions: Preconditions): Step {
  const { from, to } = state;
  return {
    phase: "contract",
    title: `Stop here unless ${from} and ${to} are alike; on the way back, fill ${from} in batches`,
    suffix: "alike",
    transaction: "none",
    up: [stopUnless(preconditions)],
    down: [backfill(state, { full: to, fresh: from }, leadAgain(state))],
  };
}

/** The old column has a value in every row again, so it is the one that a default stands in. */
function leadAgain(state: RenameState): readonly string[] {
  const { from, to } = state;
  const defaults =
    state.default === undefined
      ? []
      : [
          alter(state, sql`ALTER COLUMN ${ident(to)} DROP DEFAULT`),
          alter(state, sql`ALTER COLUMN ${ident(from)} SET DEFAULT ${Sql.verbatim(state.default)}`),
        ];
  return [
    "PERFORM pg_catalog.set_config('lock_timeout', '5s', true)",
    ...synchronise(state, { full: from, fresh: to }),
    ...defaults,
  ];
}

function finishStep(state: RenameState): Step {
  const table = tableOf(state);
  const { from, to, again } = state;
  const owned = (column: string): readonly string[] =>
    state.sequences.map(
      (sequence) => sql`ALTER SEQUENCE ${Sql.verbatim(sequence)} OWNED BY ${table}.${ident(column)}`.text,
    );
  const defaults = state.default === undefined ? [] : [Sql.verbatim(state.default)];
  const renameIndex = (now: string, then: string): string =>
    sql`ALTER INDEX IF EXISTS ${qualified(state.schema, now)} RENAME TO ${ident(then)}`.text;
  const checked = `CHECK (${ident(from).text} ${state.holds}) NOT VALID`;
  return {
    phase: "contract",
    title: "Drop the old column and give the carried indexes and constraints their names",
    suffix: "finish",
    transaction: "own",
    up: [
      ...stopSynchronising(state),
      ...owned(to),
      `-- lockkeeper-ignore drops-column: no running version uses it any more, and the other column holds its data\n${alter(state, sql`DROP COLUMN IF EXISTS ${ident(from)}`)}`,
      ...defaults.map((value) => alter(state, sql`ALTER COLUMN ${ident(to)} SET DEFAULT ${value}`)),
      ...state.indexes.map((pair) => renameIndex(pair.from, pair.to)),
      ...state.constraints.map((pair) => renameConstraintOnce(table, pair.from, pair.to)),
    ],
    down: [
      ...state.constraints.map((pair) => renameConstraintOnce(table, pair.to, pair.from)),
      ...state.indexes.map((pair) => renameIndex(pair.to, pair.from)),
      alter(state, sql`ADD COLUMN IF NOT EXISTS ${ident(from)} ${Sql.verbatim(state.type)}`),
      ...giveAttributes(table, from, state.attributes),
      ...owned(from),
      ...synchronise(state, { full: to, fresh: from }),
      ...again.constraints.map(({ name, sql: definition }) => addConstraintOnce(table, name, definition)),
      ...(state.notNull ? [addConstraintOnce(table, state.check, checked)] : []),
    ],
  };
}
