import { dollarQuoted, ident, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { giveAttributes } from "../transition/attributes.ts";
import { dropKey } from "../transition/dropKey.ts";
import { sayAgain, unsay } from "../transition/comments.ts";
import { giveRights } from "../transition/rights.ts";
import { tableOf } from "../transition/state.ts";
import { dropIndexAtTheEnd } from "../support/dropIndex.ts";
import { readByNoView } from "../support/readByViews.ts";
import { addConstraintOnce, renameConstraintOnce, validateOnce } from "../support/guarded.ts";
import { stopUnless } from "../support/stopUnless.ts";
import { retypePreconditions, type RetypePreconditions } from "./preconditions.ts";
import type { RetypeState } from "./state.ts";
import { refill } from "./steps.ts";
import { isProven, isSwapped, swap, swapBack } from "./swap.ts";
import { typeStatements } from "./typeExchange.ts";
import { stopSynchronising, synchronise } from "./synchronise.ts";

/**
 * The end of a change of type: the new column takes the old one's name, then the old one goes. The down makes
 * again what is gone, column first, and exchanges the names once all is proven. Since PostgreSQL validates, builds and
 * exchanges in transactions of their own, each has a step, of which the way up only looks whether it may go on.
 */
export function retypeContract(state: RetypeState): PendingPhase {
  const conditions = retypePreconditions(state);
  const proven = isProven(state) ? [proveStep(state, conditions), guardStep(state, conditions)] : [];
  const steps = [
    alikeStep(state, conditions),
    readyStep(state, conditions),
    ...proven,
    swapStep(state),
    ...(state.incoming.length === 0 ? [] : [incomingStep(state)]),
    ...state.indexes.map((index, number) => indexStep(state, index, number)),
    refillStep(state),
    finishStep(state),
  ];
  const [first, ...rest] = steps;
  const deployBefore = `a version of the application that can work with the new type of ${state.column}, everywhere`;
  const deployed = first === undefined ? [] : [{ ...first, deployBefore }, ...rest];
  const unread = readByNoView(tableOf(state), [state.column], `${state.table}.${state.column}`);
  return {
    phase: "contract",
    steps: deployed,
    preconditions: [...conditions.alike, ...conditions.ready, unread],
  };
}

function freshOf({ indexes, constraints }: RetypeState, name: string): string | undefined {
  return [...indexes, ...constraints].find((each) => each.name === name)?.fresh;
}

function alter(state: RetypeState, action: Sql): string {
  return sql`ALTER TABLE ${tableOf(state)} ${action}`.text;
}

function alikeStep(state: RetypeState, { alike }: RetypePreconditions): Step {
  const table = tableOf(state);
  const { constraints, indexes } = state;
  return {
    phase: "contract",
    title: `Stop here unless ${state.fresh} has what ${state.column} has; on the way down, check old rows again`,
    suffix: "alike",
    transaction: "own",
    up: [stopUnless(alike)],
    down: [
      ...constraints
        .filter(({ valid }) => valid)
        .map(({ name }) => alter(state, sql`VALIDATE CONSTRAINT ${ident(name)}`)),
      ...validateIncoming(state),
      ...renameNotNull(state, state.aside, "to"),
      ...indexes.flatMap(({ name, constraint }) =>
        constraint === undefined
          ? []
          : [addConstraintOnce(table, name, `UNIQUE USING INDEX ${ident(name).text}${constraint}`)],
      ),
      ...unsay(state.comments, (name) => freshOf(state, name)),
      ...sayAgain(state.comments),
    ],
  };
}

function readyStep(state: RetypeState, { ready, follows }: RetypePreconditions): Step {
  const { column, fresh, primary } = state;
  if (primary === undefined)
    return {
      phase: "contract",
      title: `Stop here unless all that hangs on ${column} is there for ${fresh}; on the way down, exchange the names again`,
      suffix: "check",
      transaction: "own",
      up: [stopUnless([...follows, ...ready])],
      down: [swapBack(state)],
    };
  // The index goes with the key that it becomes when the names are exchanged back, so it is built where that is done.
  // Nobody waits long behind it: the table is locked under a limit first.
  const otherwise = [
    "PERFORM pg_catalog.set_config('lock_timeout', '5s', true)",
    sql`LOCK TABLE ${tableOf(state)} IN ACCESS EXCLUSIVE MODE`.text,
    sql`DROP INDEX IF EXISTS ${qualified(state.schema, primary.fresh)}`.text,
  ];
  const down = [swapBack(state, otherwise)];
  return {
    phase: "contract",
    title: `Build ${primary.fresh}, which becomes ${primary.name}; on the way down, exchange the names again. If this fails, drop ${primary.fresh} before the next try. From here to the exchange an INSERT … ON CONFLICT may fail with “duplicate key” (23505) where two clients insert the same value at the same moment. Let clients try again.`,
    suffix: "key",
    transaction: "none",
    up: [primary.freshAgain.sql],
    down,
    repeatable: { up: primary.freshAgain.sure, down },
  };
}

function proveStep(state: RetypeState, { unlessSwapped, follows }: RetypePreconditions): Step {
  return {
    phase: "contract",
    title: `Stop here unless ${state.fresh} is ready; on the way down, check that ${state.aside} holds all that ${state.column} does`,
    suffix: "prove",
    transaction: "own",
    up: [stopUnless([...follows, ...unlessSwapped])],
    down: [validateOnce(tableOf(state), state.check)],
  };
}

/** From here on the way down refuses what only the new type can hold. */
function guardStep(state: RetypeState, { follows }: RetypePreconditions): Step {
  const { notNull, holds, aside, column, check } = state;
  const held = sql`${ident(aside)} ${Sql.verbatim(holds)}`;
  const condition = notNull ? held : sql`${ident(column)} IS NULL OR ${held}`;
  const add = alter(state, sql`ADD CONSTRAINT ${ident(check)} CHECK (${condition}) NOT VALID`);
  const has = sql`EXISTS (
    SELECT FROM pg_catalog.pg_constraint
    WHERE conrelid = '${Sql.verbatim(tableOf(state).text.replaceAll("'", "''"))}'::pg_catalog.regclass AND conname = '${Sql.verbatim(check.replaceAll("'", "''"))}'
  )`;
  const body = `
BEGIN
  IF ${isSwapped(state).text} AND NOT ${has.text} THEN
    ${add};
  END IF;
END
`;
  return {
    phase: "contract",
    title: `Stop here unless ${state.fresh} follows; on the way down, refuse new values that ${aside} cannot hold`,
    suffix: "guard",
    transaction: "own",
    up: [stopUnless(follows)],
    down: [`DO ${dollarQuoted(body).text}`],
  };
}

const wasStrict = "-- lockkeeper-ignore refuses-given-values: the column refused them before\n";

function swapStep(state: RetypeState): Step {
  const { column, fresh, aside, primary, check } = state;
  const unguard = isProven(state) ? [alter(state, sql`DROP CONSTRAINT IF EXISTS ${ident(check)}`)] : [];
  const title = `Let ${fresh} take the place of ${column}, which stands aside as ${aside} and follows`;
  const strict = state.identity?.always === true ? wasStrict : "";
  const exchange = typeStatements(state.types).remark + strict + swap(state, unguard);
  if (primary === undefined)
    return {
      phase: "contract",
      title,
      suffix: "swap",
      transaction: "own",
      up: [exchange],
      down: [],
    };
  const [build = primary.again.sql] = primary.again.sure;
  const up = [`-- lockkeeper-ignore drops-key: it is made again in the same statement\n${exchange}`];
  return {
    phase: "contract",
    title: `${title}; on the way down, build ${primary.aside}, of which the key is made again`,
    suffix: "swap",
    transaction: "none",
    up,
    down: [build],
    repeatable: { up, down: primary.again.sure },
  };
}

function validateIncoming({ incoming }: RetypeState): readonly string[] {
  return incoming
    .filter(({ valid }) => valid)
    .map(
      ({ table, name }) => sql`ALTER TABLE ${Sql.verbatim(table)} VALIDATE CONSTRAINT ${ident(name)}`.text,
    );
}

function incomingStep(state: RetypeState): Step {
  return {
    phase: "contract",
    title: `Check the foreign keys to ${state.column}, while reads and writes go on`,
    suffix: "foreign_keys",
    transaction: "own",
    up: validateIncoming(state),
    down: [],
  };
}

/** The old column's index goes before it, so that the down can build it again while reads and writes go on. */
function indexStep(state: RetypeState, index: RetypeState["indexes"][number], number: number): Step {
  const named = qualified(state.schema, index.aside);
  const drop = sql`DROP INDEX CONCURRENTLY IF EXISTS ${named}`.text;
  const key = `-- lockkeeper-ignore drops-key: the column that has taken the place of this one has its like\n${dropKey(state, index.aside)}`;
  const up = [index.constraint === undefined ? dropIndexAtTheEnd(drop, index.again.sql) : key];
  return {
    phase: "contract",
    title: `Drop ${index.aside} of the old column. The down builds it again; if that fails, ${drop} before the next try.`,
    suffix: `drop_index_${number + 1}`,
    transaction: "none",
    up,
    down: [index.again.sql],
    repeatable: { up, down: index.again.sure },
  };
}

function refillStep(state: RetypeState): Step {
  const { column, aside } = state;
  const swapped = {
    label: `${column} has the new type, and ${aside} the old one`,
    query: `SELECT ${isSwapped(state).text}`,
  };
  return {
    phase: "contract",
    title: `Stop here unless the names are exchanged; on the way down, fill ${aside} in batches`,
    suffix: "exchanged",
    transaction: "none",
    up: [stopUnless([swapped])],
    down: [refill(state, "backward")],
  };
}

function finishStep(state: RetypeState): Step {
  const { aside, oldType } = state;
  const types = typeStatements(state.types);
  const drop = alter(state, sql`DROP COLUMN IF EXISTS ${ident(aside)}`);
  return {
    phase: "contract",
    title: `Drop ${state.table}.${aside}, the column as it was${state.mayRaise === undefined ? "" : ", and with it what only its type can hold"}`,
    suffix: "finish",
    transaction: "own",
    up: [
      ...stopSynchronising(state),
      `-- lockkeeper-ignore drops-column: no version uses it, and the column that took its place holds its data\n${drop}`,
      ...renameNotNull(state, state.fresh, "to"),
      ...types.finish,
      ...sayAgain(state.comments),
    ],
    down: [
      ...types.restore,
      ...renameNotNull(state, state.fresh, "from"),
      alter(state, sql`ADD COLUMN IF NOT EXISTS ${ident(aside)} ${Sql.verbatim(oldType)}`),
      ...giveAttributes(tableOf(state), aside, state.oldAttributes),
      ...giveRights(tableOf(state), aside, state.rights),
      ...synchronise(state, "backward"),
    ],
  };
}

/** PostgreSQL 18 has a constraint for NOT NULL, which keeps its name when the column gets another. */
function renameNotNull(state: RetypeState, made: string, direction: "from" | "to"): readonly string[] {
  const { table, notNull, notNullName } = state;
  const own = `${table}_${made}_not_null`;
  if (!notNull) return [];
  const [from, to] = direction === "to" ? [own, notNullName] : [notNullName, own];
  return [renameConstraintOnce(tableOf(state), from, to)];
}
