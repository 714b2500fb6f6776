import { ident, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { renameConstraintOnce } from "../support/guarded.ts";
import { backfill } from "./backfill.ts";
import { readByNoView } from "../support/readByViews.ts";
import { stopUnless } from "../support/stopUnless.ts";
import { askAgain, dropIndexSteps, foreignKeySteps, proveAgain } from "../transition/again.ts";
import { giveAttributes } from "../transition/attributes.ts";
import { hasAttributes } from "../transition/hasAttributes.ts";
import { preconditionsOf } from "./preconditions.ts";
import type { RenameState } from "./state.ts";
import { stopSynchronising, synchronise } from "./synchronise.ts";
import { sayAgain, unsay } from "../transition/comments.ts";
import { giveRights } from "../transition/rights.ts";
import { tableOf } from "../transition/state.ts";

/**
 * The end of a rename: the old column goes, and what was carried over gets its name. Each step's down makes again
 * what the step took away, so that up and down may follow each other in any order: after the last of them the old
 * column stands there as it did, beside the new one.
 */
export function contractOf(state: RenameState): PendingPhase {
  const { ready, alike } = preconditionsOf(state);
  const steps = [
    ...(ready.length === 0 && state.comments === undefined ? [] : [readyStep(state, ready)]),
    ...dropIndexSteps(state, state.again, "the old column"),
    alikeStep(state, alike),
    ...foreignKeySteps(state, state.again, [state.from]),
    finishStep(state),
  ];
  const [first, ...rest] = steps;
  const deployBefore = `a version of the application that no longer reads or writes ${state.table}.${state.from}, everywhere`;
  const unread = readByNoView(tableOf(state), [state.from], `${state.table}.${state.from}`);
  const same = hasAttributes(sql`${literal(tableOf(state).text)}::pg_catalog.regclass`, state.from, state.to);
  const deployed = first === undefined ? [] : [{ ...first, deployBefore }, ...rest];
  return { phase: "contract", steps: deployed, preconditions: [...alike, ...ready, unread, same] };
}

/** What goes by a name in the end, under the name that it has until then. */
function asideOf({ indexes, constraints }: RenameState, name: string): string | undefined {
  return [...indexes, ...constraints].find(({ to }) => to === name)?.from;
}

type Preconditions = PendingPhase["preconditions"];

function alter(state: RenameState, action: Sql): string {
  return sql`ALTER TABLE ${tableOf(state)} ${action}`.text;
}

function readyStep(state: RenameState, preconditions: Preconditions): Step {
  const { again, from } = state;
  return {
    phase: "contract",
    title: `Stop here unless all that hangs on ${from} is there for ${state.to}; on the way down, check ${from} and attach what is proven`,
    suffix: "check",
    transaction: "own",
    up: [stopUnless(preconditions)],
    down: [...proveAgain(state, again, requiredOf(state)), ...sayAgain(state.comments)],
  };
}

function requiredOf({ from, notNull, check, holds }: RenameState) {
  return notNull ? [{ name: from, check, holds }] : [];
}

function alikeStep(state: RenameState, preconditions: Preconditions): Step {
  const { from, to } = state;
  return {
    phase: "contract",
    title: `Stop here unless ${from} and ${to} are alike; on the way down, fill ${from} in batches`,
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
  const carries = state.indexes.length + state.constraints.length > 0;
  const owned = (column: string): readonly string[] =>
    state.sequences.map(
      (sequence) => sql`ALTER SEQUENCE ${Sql.verbatim(sequence)} OWNED BY ${table}.${ident(column)}`.text,
    );
  const defaults = state.default === undefined ? [] : [Sql.verbatim(state.default)];
  const renameIndex = (now: string, then: string): string =>
    sql`ALTER INDEX IF EXISTS ${qualified(state.schema, now)} RENAME TO ${ident(then)}`.text;
  return {
    phase: "contract",
    title: `Drop ${state.table}.${from}${carries ? ", and give the carried indexes and constraints their names" : ""}`,
    suffix: "finish",
    transaction: "own",
    up: [
      ...stopSynchronising(state),
      ...owned(to),
      `-- lockkeeper-ignore drops-column: no running version uses it any more, and the other column holds its data\n${alter(state, sql`DROP COLUMN IF EXISTS ${ident(from)}`)}`,
      ...defaults.map((value) => alter(state, sql`ALTER COLUMN ${ident(to)} SET DEFAULT ${value}`)),
      ...state.indexes.map((pair) => renameIndex(pair.from, pair.to)),
      ...state.constraints.map((pair) => renameConstraintOnce(table, pair.from, pair.to)),
      ...sayAgain(state.comments),
    ],
    down: [
      ...state.constraints.map((pair) => renameConstraintOnce(table, pair.to, pair.from)),
      ...state.indexes.map((pair) => renameIndex(pair.to, pair.from)),
      ...unsay(state.comments, (name) => asideOf(state, name)),
      alter(state, sql`ADD COLUMN IF NOT EXISTS ${ident(from)} ${Sql.verbatim(state.type)}`),
      ...giveAttributes(table, from, state.attributes),
      ...giveRights(table, from, state.rights),
      ...owned(from),
      ...synchronise(state, { full: to, fresh: from }),
      ...askAgain(state, again, requiredOf(state)),
    ],
  };
}
