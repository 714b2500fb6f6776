import { ident, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase } from "../recipe.ts";
import { differs } from "../transition/compare.ts";
import type { RenameState } from "./state.ts";
import { rangesOf, tableOf } from "../transition/state.ts";

type Preconditions = PendingPhase["preconditions"];

/** What must hold before the old column may go: of what hangs on it, and of the rows. */
export function preconditionsOf(state: RenameState): {
  readonly ready: Preconditions;
  readonly alike: Preconditions;
} {
  const table = tableOf(state);
  const from = ident(state.from);
  const to = ident(state.to);
  const differing = differs(sql`k.${from}`, sql`k.${to}`);
  return {
    ready: [
      ...(state.indexes.length === 0 ? [] : [indexesAreValid(state)]),
      ...(state.validated.length === 0 ? [] : [constraintsAreValid(state)]),
      ...(state.notNull ? [isNotNull(state)] : []),
    ],
    alike: [
      {
        label: `${state.from} and ${state.to} are alike in every row`,
        query: sql`SELECT NOT EXISTS (SELECT FROM ${table} AS k WHERE ${differing})`.text,
        rows: { table, key: state.key, differing, pageSize: rangesOf(state) },
      },
    ],
  };
}

function indexesAreValid(state: RenameState): Preconditions[number] {
  const names = list(state.indexes.map(({ from }) => qualified(state.schema, from).text));
  return {
    label: `the indexes on ${state.to} are built and valid`,
    query:
      sql`SELECT pg_catalog.count(*) = ${state.indexes.length} FROM pg_catalog.pg_index WHERE indisvalid AND indexrelid = ANY (ARRAY[${names}]::pg_catalog.regclass[])`
        .text,
  };
}

function constraintsAreValid(state: RenameState): Preconditions[number] {
  return {
    label: `the constraints on ${state.to} are valid`,
    query:
      sql`SELECT pg_catalog.count(*) = ${state.validated.length} FROM pg_catalog.pg_constraint WHERE convalidated AND conrelid = ${regclass(state)} AND conname IN (${list(state.validated)})`
        .text,
  };
}

function isNotNull(state: RenameState): Preconditions[number] {
  return {
    label: `${state.to} is NOT NULL`,
    query:
      sql`SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = ${regclass(state)} AND attname = ${literal(state.to)}`
        .text,
  };
}

function regclass(state: RenameState): Sql {
  return sql`${literal(tableOf(state).text)}::pg_catalog.regclass`;
}

function list(names: readonly string[]): Sql {
  return Sql.verbatim(names.map((name) => literal(name).text).join(", "));
}
