import { ident, join, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase } from "../recipe.ts";
import { hasAttributes } from "../transition/hasAttributes.ts";
import { differs } from "../transition/compare.ts";
import { rangesOf, tableOf } from "../transition/state.ts";
import type { RetypeState } from "./state.ts";
import { isSwapped } from "./swap.ts";

type Preconditions = PendingPhase["preconditions"];

/** What must hold before the new column may take the old one's place. */
export interface RetypePreconditions {
  /** Of what hangs on it. */
  readonly ready: Preconditions;
  /** The same with the index of the primary key, where there is one; asked also when the names are exchanged. */
  readonly unlessSwapped: Preconditions;
  /** Of the rows. */
  readonly alike: Preconditions;
  /** Of the trigger, before and after. */
  readonly follows: Preconditions;
}

export function retypePreconditions(state: RetypeState): RetypePreconditions {
  const { table, indexes, primary, constraints, notNull, identity, column, fresh } = state;
  const built = indexes.map((each) => each.fresh);
  const keys = indexes.filter(({ constraint }) => constraint !== undefined).map((each) => each.fresh);
  const valid = [...constraints.filter((each) => each.valid).map((each) => each.fresh), ...keys];
  const relation = sql`${literal(tableOf(state).text)}::pg_catalog.regclass`;
  const differing = differs(sql`k.${ident(fresh)}`, Sql.verbatim(state.forward.compared));
  const ready = [
    ...(built.length === 0 ? [] : [indexesAreValid(state, built)]),
    ...(valid.length === 0
      ? []
      : [
          {
            label: `the constraints on ${fresh} are valid`,
            query:
              sql`SELECT pg_catalog.count(*) = ${valid.length} FROM pg_catalog.pg_constraint WHERE convalidated AND conrelid = ${relation} AND conname IN (${valid.map(literal)})`
                .text,
          },
        ]),
    ...(notNull
      ? [
          {
            label: `${fresh} is NOT NULL`,
            query:
              sql`SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = ${relation} AND attname = ${literal(fresh)}`
                .text,
          },
        ]
      : []),
    ...(identity === undefined ? [] : [isUsualSequence(identity.sequence, column)]),
    ...(primary === undefined && keys.length === 0 ? [] : [hasNoOtherKeys(state, relation)]),
    hasAttributes(relation, column, fresh),
  ];
  const withKey = primary === undefined ? [] : [...ready, indexesAreValid(state, [primary.fresh])];
  return {
    ready,
    unlessSwapped: withKey.map(({ label, query }) => ({
      label,
      query: `SELECT ${isSwapped(state).text} OR (${query})`,
    })),
    alike: [
      {
        label: `${fresh} has in every row what ${column} has`,
        query: sql`SELECT NOT EXISTS (SELECT FROM ${tableOf(state)} AS k WHERE ${differing})`.text,
        rows: { table: tableOf(state), key: state.key, differing, pageSize: rangesOf(state) },
      },
    ],
    follows: [
      {
        label: `the trigger ${state.trigger} of ${table} is enabled`,
        query:
          sql`SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ${relation} AND tgname = ${literal(state.trigger)} AND tgenabled <> 'D')`
            .text,
      },
    ],
  };
}

function indexesAreValid(state: RetypeState, names: readonly string[]): Preconditions[number] {
  const list = names.map(
    (name) => sql`pg_catalog.to_regclass(${literal(qualified(state.schema, name).text)})`,
  );
  return {
    label: `the indexes on ${state.fresh} are built and valid`,
    query:
      sql`SELECT pg_catalog.count(*) = ${names.length} FROM pg_catalog.pg_index WHERE indisvalid AND indexrelid IN (${list})`
        .text,
  };
}

/** Another rollout may have made one meanwhile: the exchange would find that it needs the old column. */
function hasNoOtherKeys({ incoming, column, table }: RetypeState, relation: Sql): Preconditions[number] {
  const known = incoming.map(
    (key) =>
      sql` AND NOT (f.conname = ${literal(key.name)} AND f.conrelid = pg_catalog.to_regclass(${literal(key.table)}))`,
  );
  const names = incoming.length === 0 ? "" : ` but ${incoming.map(({ name }) => name).join(", ")}`;
  return {
    label: `no foreign key${names} refers to ${table}.${column}; where another rollout made one, finish that first`,
    query: sql`SELECT NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS f
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.confrelid AND a.attnum = ANY (f.confkey)
    WHERE f.contype = 'f' AND f.conparentid = 0 AND f.confrelid = ${relation} AND a.attname = ${literal(column)}${join(known, "")})`
      .text,
  };
}

/** The swap makes the sequence of an identity column anew, and goes on where it stood; it cannot carry options. */
function isUsualSequence(sequence: string, column: string): Preconditions[number] {
  return {
    label: `the sequence of the identity column ${column} has no options or privileges of its own, which the swap would lose`,
    query:
      sql`SELECT s.seqstart = 1 AND s.seqincrement = 1 AND s.seqmin = 1 AND s.seqcache = 1 AND NOT s.seqcycle AND c.relacl IS NULL FROM pg_catalog.pg_sequence AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid WHERE s.seqrelid = ${literal(sequence)}::pg_catalog.regclass`
        .text,
  };
}
