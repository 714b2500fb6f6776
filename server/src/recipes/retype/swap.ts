import { ident, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import { tableOf } from "../transition/state.ts";
import { givingWay } from "../support/givingWay.ts";
import type { RetypeState } from "./state.ts";
import { typeStatements } from "./typeExchange.ts";
import { functionSql } from "./synchronise.ts";

/** Whether the names have been exchanged: then the old column stands aside. */
export function isSwapped(state: RetypeState): Sql {
  const table = literal(tableOf(state).text);
  return sql`EXISTS (
    SELECT FROM pg_catalog.pg_attribute
    WHERE attrelid = ${table}::pg_catalog.regclass AND attname = ${literal(state.aside)} AND NOT attisdropped
  )`;
}

/**
 * One statement in which the new column takes the old one's name and place. No row is read or written.
 *
 * @param otherwise what is done where the names are exchanged already
 */
export function swap(state: RetypeState, otherwise: readonly string[] = []): string {
  const { column, fresh, aside, primary, constraints, indexes } = state;
  const alter = altering(state);
  return block(
    state,
    sql`NOT ${isSwapped(state)}`,
    [
      ...typeStatements(state.types).swap,
      ...dropIncoming(state),
      ...(primary === undefined ? [] : [alter(sql`DROP CONSTRAINT ${ident(primary.name)}`)]),
      ...constraints.map(({ name }) => alter(sql`DROP CONSTRAINT ${ident(name)}`)),
      ...takeValues(state),
      ...(state.notNull ? [alter(sql`ALTER COLUMN ${ident(column)} DROP NOT NULL`)] : []),
      alter(sql`RENAME COLUMN ${ident(column)} TO ${ident(aside)}`),
      alter(sql`RENAME COLUMN ${ident(fresh)} TO ${ident(column)}`),
      ...indexes.flatMap((each) => [
        renameIndex(state, each.name, each.aside),
        renameIndex(state, each.fresh, each.name),
      ]),
      ...(primary === undefined ? [] : [alter(keyUsing(primary, primary.fresh))]),
      ...constraints.map(({ name, fresh: from }) => alter(renamed(from, name))),
      ...giveValues(state, "new"),
      ...addIncoming(state),
      functionSql(state, "backward"),
    ],
    otherwise,
  );
}

/**
 * The other way round: the old column is full and proven again.
 *
 * @param otherwise what is done where the names are not exchanged
 */
export function swapBack(state: RetypeState, otherwise: readonly string[] = []): string {
  const { column, fresh, aside, primary, constraints, indexes } = state;
  const alter = altering(state);
  const statements = [
    ...typeStatements(state.types).swapBack,
    ...dropIncoming(state),
    ...(primary === undefined ? [] : [alter(sql`DROP CONSTRAINT ${ident(primary.name)}`)]),
    ...takeValues(state),
    ...(state.notNull ? [alter(sql`ALTER COLUMN ${ident(aside)} SET NOT NULL`)] : []),
    ...(isProven(state) ? [alter(sql`DROP CONSTRAINT IF EXISTS ${ident(state.check)}`)] : []),
    ...constraints.map(({ name, fresh: to }) => alter(renamed(name, to))),
    alter(sql`RENAME COLUMN ${ident(column)} TO ${ident(fresh)}`),
    alter(sql`RENAME COLUMN ${ident(aside)} TO ${ident(column)}`),
    ...indexes.flatMap((each) => [
      renameIndex(state, each.name, each.fresh),
      renameIndex(state, each.aside, each.name),
    ]),
    ...(primary === undefined ? [] : [alter(keyUsing(primary, primary.aside))]),
    ...constraints.map((each) => alter(sql`ADD CONSTRAINT ${ident(each.name)} ${Sql.verbatim(each.sql)}`)),
    ...giveValues(state, "old"),
    ...addIncoming(state),
    functionSql(state, "forward"),
  ];
  return block(state, isSwapped(state), statements, otherwise);
}

/** Whether the down has to prove that the old column holds what the new one does. */
export function isProven({ notNull, partial }: RetypeState): boolean {
  return notNull || partial;
}

function block(
  state: RetypeState,
  condition: Sql,
  statements: readonly string[],
  otherwise: readonly string[],
): string {
  const outgoing = state.constraints.some(({ sql: definition }) => definition.startsWith("FOREIGN KEY"));
  // To lock a table that one refers to needs a right that giving up the foreign key does not.
  const locked = outgoing
    ? []
    : [...new Set([...state.incoming.map(({ table }) => table), tableOf(state).text])];
  const declared =
    state.identity === undefined ? [] : ["lockkeeper_last bigint", "lockkeeper_called boolean"];
  return givingWay({ condition, locked, statements, otherwise, declared });
}

type Alter = (action: Sql) => string;

function altering(state: RetypeState): Alter {
  return (action) => sql`ALTER TABLE ${tableOf(state)} ${action}`.text;
}

function renamed(from: string, to: string): Sql {
  return sql`RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`;
}

function keyUsing({ name, words }: NonNullable<RetypeState["primary"]>, index: string): Sql {
  return sql`ADD CONSTRAINT ${ident(name)} PRIMARY KEY USING INDEX ${ident(index)}${Sql.verbatim(words)}`;
}

function renameIndex({ schema }: RetypeState, from: string, to: string): string {
  return sql`ALTER INDEX ${qualified(schema, from)} RENAME TO ${ident(to)}`.text;
}

/** The foreign keys to the column go and come back in one transaction; what they say of old rows is proven after it. */
function dropIncoming({ incoming }: RetypeState): readonly string[] {
  return incoming.map(
    ({ table, name }) => sql`ALTER TABLE ${Sql.verbatim(table)} DROP CONSTRAINT ${ident(name)}`.text,
  );
}

function addIncoming({ incoming }: RetypeState): readonly string[] {
  return incoming.map(
    ({ table, name, sql: definition }) =>
      sql`ALTER TABLE ${Sql.verbatim(table)} ADD CONSTRAINT ${ident(name)} ${Sql.verbatim(definition)}`.text,
  );
}

/** Takes the default or identity from what is the column now. */
function takeValues(state: RetypeState): readonly string[] {
  const alter = altering(state);
  const column = ident(state.column);
  if (state.identity !== undefined)
    return [
      `SELECT last_value, is_called INTO lockkeeper_last, lockkeeper_called FROM ${state.identity.sequence}`,
      alter(sql`ALTER COLUMN ${column} DROP IDENTITY`),
    ];
  return state.defaults === undefined ? [] : [alter(sql`ALTER COLUMN ${column} DROP DEFAULT`)];
}

/** Gives it to what has the column's name by then. */
function giveValues(state: RetypeState, which: "old" | "new"): readonly string[] {
  const alter = altering(state);
  const table = tableOf(state);
  const column = ident(state.column);
  const { identity, defaults } = state;
  if (identity !== undefined) {
    const how = identity.always ? sql`ALWAYS` : sql`BY DEFAULT`;
    const sequence = Sql.verbatim(identity.sequence);
    return [
      alter(sql`ALTER COLUMN ${column} ADD GENERATED ${how} AS IDENTITY (SEQUENCE NAME ${sequence})`),
      sql`PERFORM pg_catalog.setval(${literal(identity.sequence)}, lockkeeper_last, lockkeeper_called)`.text,
    ];
  }
  const value = defaults?.[which];
  return [
    ...(value === undefined ? [] : [alter(sql`ALTER COLUMN ${column} SET DEFAULT ${Sql.verbatim(value)}`)]),
    ...state.sequences.map(
      (sequence) => sql`ALTER SEQUENCE ${Sql.verbatim(sequence)} OWNED BY ${table}.${column}`.text,
    ),
  ];
}
