import { dollarQuoted, ident, literal, qualified, sql, Sql, truncateName } from "../../sql/fragment.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { renameConstraintOnce } from "../support/guarded.ts";
import { backfill } from "./backfill.ts";
import { differs } from "./compare.ts";
import type { RenameState } from "./state.ts";
import { stopSynchronising, synchronise, tableOf } from "./synchronise.ts";

/** The end of a rename: the old column goes, and what was carried over gets its name. */
export function contractOf(state: RenameState): PendingPhase {
  const preconditions = preconditionsOf(state);
  return { phase: "contract", steps: [checkStep(state, preconditions), dropStep(state)], preconditions };
}

type Preconditions = PendingPhase["preconditions"];

function preconditionsOf(state: RenameState): Preconditions {
  const table = tableOf(state);
  const regclass = literal(table.text);
  const from = ident(state.from);
  const to = ident(state.to);
  const names = (list: readonly string[]): Sql =>
    Sql.verbatim(list.map((name) => literal(name).text).join(", "));
  const indexes = state.indexes.map(({ from: name }) => qualified(state.schema, name).text);
  return [
    {
      label: `${state.from} and ${state.to} are alike in every row`,
      query: sql`SELECT NOT EXISTS (SELECT FROM ${table} AS k WHERE ${differs(sql`k.${from}`, sql`k.${to}`)})`
        .text,
    },
    ...(indexes.length === 0
      ? []
      : [
          {
            label: `the indexes on ${state.to} are built and valid`,
            query:
              sql`SELECT pg_catalog.count(*) = ${indexes.length} FROM pg_catalog.pg_index WHERE indisvalid AND indexrelid = ANY (ARRAY[${names(indexes)}]::pg_catalog.regclass[])`
                .text,
          },
        ]),
    ...(state.validated.length === 0
      ? []
      : [
          {
            label: `the constraints on ${state.to} are valid`,
            query:
              sql`SELECT pg_catalog.count(*) = ${state.validated.length} FROM pg_catalog.pg_constraint WHERE convalidated AND conrelid = ${regclass}::pg_catalog.regclass AND conname IN (${names(state.validated)})`
                .text,
          },
        ]),
    ...(state.notNull
      ? [
          {
            label: `${state.to} is NOT NULL`,
            query:
              sql`SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = ${regclass}::pg_catalog.regclass AND attname = ${literal(state.to)}`
                .text,
          },
        ]
      : []),
  ];
}

/** Stops the migration where something is not ready; its way back fills the old column again. */
function checkStep(state: RenameState, preconditions: Preconditions): Step {
  const checks = preconditions.map(
    ({ label, query }) =>
      sql`  IF NOT (${Sql.verbatim(query)}) THEN
    RAISE EXCEPTION 'Not yet: it does not hold that %.', ${literal(label)};
  END IF;`.text,
  );
  const body = `\nBEGIN\n${checks.join("\n")}\nEND\n`;
  return {
    phase: "contract",
    title:
      "Stop here unless everything is ready; on the way back, fill the old column and put it in its old place",
    suffix: "check",
    transaction: "none",
    up: [`DO ${dollarQuoted(body).text}`],
    down: [backfill(state, { full: state.to, fresh: state.from }, swapped(state))],
    deployBefore: `a version of the application that no longer reads or writes ${state.from}, everywhere`,
  };
}

/**
 * The carried column, with all that depends on it, becomes the old one; both hold the same in every row by now. Only
 * where the old column had been dropped: then the triggers take the new one for the full one.
 */
function swapped(state: RenameState): readonly string[] {
  const table = tableOf(state);
  const aside = state.aside ?? truncateName(state.to, "_aside");
  const rename = (from: string, to: string): string =>
    sql`ALTER TABLE ${table} RENAME COLUMN ${ident(from)} TO ${ident(to)}`.text;
  const statements = [
    "PERFORM pg_catalog.set_config('lock_timeout', '5s', true)",
    rename(state.to, aside),
    rename(state.from, state.to),
    rename(aside, state.from),
    ...synchronise(state, { full: state.from, fresh: state.to }),
  ];
  const reversed = sql`EXISTS (
    SELECT FROM pg_catalog.pg_trigger AS g
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = g.tgrelid AND a.attnum = ANY (g.tgattr)
    WHERE g.tgrelid = ${literal(table.text)}::pg_catalog.regclass
    AND g.tgname = ${literal(state.triggers[0])} AND a.attname = ${literal(state.to)}
  )`;
  return [`IF ${reversed.text} THEN\n${statements.map((each) => `  ${each};\n`).join("")}  END IF`];
}

function dropStep(state: RenameState): Step {
  const table = tableOf(state);
  const alter = (action: Sql): string => sql`ALTER TABLE ${table} ${action}`.text;
  const { from, to } = state;
  const owned = (column: string): readonly string[] =>
    state.sequences.map(
      (sequence) => sql`ALTER SEQUENCE ${Sql.verbatim(sequence)} OWNED BY ${table}.${ident(column)}`.text,
    );
  const defaults = state.default === undefined ? [] : [Sql.verbatim(state.default)];
  return {
    phase: "contract",
    title: "Drop the old column and give the carried indexes and constraints their names",
    suffix: "finish",
    transaction: "own",
    up: [
      ...stopSynchronising(state),
      ...owned(to),
      `-- lockkeeper-ignore drops-column: no running version uses it any more, and the other column holds its data\n${alter(sql`DROP COLUMN IF EXISTS ${ident(from)}`)}`,
      ...defaults.map((value) => alter(sql`ALTER COLUMN ${ident(to)} SET DEFAULT ${value}`)),
      ...state.indexes.map(
        ({ from: now, to: then }) =>
          sql`ALTER INDEX IF EXISTS ${qualified(state.schema, now)} RENAME TO ${ident(then)}`.text,
      ),
      ...state.constraints.map(({ from: now, to: then }) => renameConstraintOnce(table, now, then)),
    ],
    down: [
      alter(sql`ADD COLUMN IF NOT EXISTS ${ident(from)} ${Sql.verbatim(state.type)}`),
      ...synchronise(state, { full: to, fresh: from }),
    ],
  };
}
