import type { Catalog } from "../../catalog/catalog.ts";
import { isTable, type Column, type ForeignKeyConstraint, type Table } from "../../catalog/relations.ts";
import { mayBeRow } from "../../interpret/types/rowType.ts";
import { ident, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { beginTransition } from "../transition/begin.ts";
import { carriedBy, type Carried } from "../transition/carried.ts";
import { backCarrier, carrierOf, type Carrier } from "../transition/carrier.ts";
import { columnType, defaultOf, notNullName, sequencesOf } from "../transition/columnSql.ts";
import { foreignKeySql, type CarriedConstraint } from "../transition/constraints.ts";
import type { CarriedIndex } from "../transition/indexes.ts";
import { commentsOn } from "../transition/comments.ts";
import { rightsOn } from "../transition/rights.ts";
import { tableOf } from "../transition/state.ts";
import { lastTrigger } from "../transition/lastTrigger.ts";
import { renameColumnIn } from "../../interpret/expressions/columns.ts";
import { asideType } from "./typeExchange.ts";
import { expressionSql } from "../support/expressionSql.ts";
import type { Conversion } from "./conversion.ts";
import type { RetypeState } from "./state.ts";
import type { RetypeTarget } from "./target.ts";

export interface Retype {
  readonly state: RetypeState;
  readonly fresh: Carried;
}

/** Everything that is decided once, so that both ends of the rollout speak of the same names. */
export function retypeStateOf(
  target: RetypeTarget,
  conversion: Conversion,
  facts: RecipeFacts,
): Retype | Refusal {
  const { table, column, after, from, to, catalog, types } = target;
  const carrier = carrierOf(target, facts);
  const { names } = carrier;
  const aside = names.choose(from, "_old", { of: "column", table });
  const fresh = carriedBy(carrier);
  const beside = carriedBy(asideCarrier(carrier, aside, facts));
  const back = carriedBy(backCarrier(carrier, facts));
  if (fresh === undefined || beside === undefined || back === undefined)
    return { refused: `An index or constraint on ${from} cannot be written down for another column.` };
  const begun = beginTransition(target, `${from}_type`, names, facts);
  if ("refused" in begun) return begun;
  const type = columnType(catalog, after);
  const oldType = types === undefined ? columnType(catalog, column) : asideType(types);
  const sequences = column.identity === undefined ? sequencesOf(target) : [];
  const defaults = defaultsOf(target, sequences, facts);
  if (oldType === undefined || type === undefined || defaults === "unknown")
    return { refused: `The type or default of ${from} cannot be written down again.` };
  const state: RetypeState = {
    ...begun,
    column: from,
    fresh: to,
    aside,
    type,
    oldType,
    ...(after.attributes === undefined ? {} : { attributes: after.attributes }),
    ...(column.attributes === undefined ? {} : { oldAttributes: column.attributes }),
    forward: written(from, "forward", conversion, type),
    backward: written(from, "backward", conversion, oldType),
    ...spoken(target, begun, fresh, facts),
    partial: conversion.partial,
    ...(conversion.mayRaise === undefined ? {} : { mayRaise: conversion.mayRaise }),
    notNull: column.notNull,
    holds: mayBeRow(after.type, catalog) ? "IS DISTINCT FROM NULL" : "IS NOT NULL",
    ...(defaults === undefined ? {} : { defaults }),
    trigger: lastTrigger(table, `${from}_type`, "", names),
    check: names.choose(`${table.name}_${to}`, "_check", { of: "constraint", table }),
    ...partsOf(fresh, beside, back),
    incoming: incomingOf(target),
    notNullName: notNullName(target, facts),
    sequences,
    ...identityOf(target),
    ...(types === undefined ? {} : { types }),
  };
  return { state, fresh };
}

/** What was said of the column, and of what is made again for it, in other tables too. */
function spoken(
  target: RetypeTarget,
  owner: Pick<RetypeState, "schema" | "table">,
  { indexes, constraints }: Carried,
  facts: RecipeFacts,
): Pick<RetypeState, "rights" | "comments"> {
  const { catalog, table, column } = target;
  const own = {
    table,
    named: tableOf(owner),
    schema: owner.schema,
    indexes: indexes.map(({ original }) => original),
    constraints: constraints.map(({ original }) => original),
  };
  const others = incomingKeys(catalog, table, column).map(({ other, key, named }) => {
    return { table: other, named, schema: undefined, indexes: [], constraints: [key] };
  });
  const comments = [own, ...others].flatMap((made) =>
    made.indexes.length + made.constraints.length === 0 ? [] : commentsOn(made, facts),
  );
  const rights = rightsOn(target, facts);
  return {
    ...(rights.length === 0 ? {} : { rights }),
    ...(comments.length === 0 ? {} : { comments }),
  };
}

function asideCarrier(carrier: Carrier, aside: string, { grammar }: RecipeFacts): Carrier {
  const { target, names } = carrier;
  return {
    ...carrier,
    to: aside,
    nameFor: (original, ...spaces) => names.choose(original, "_old", ...spaces),
    expression: (expression) => expressionSql(renameColumnIn(expression, target.from, aside), grammar),
  };
}

function written(
  column: string,
  direction: "forward" | "backward",
  conversion: Conversion,
  type: string,
): RetypeState["forward"] {
  const ofRow = conversion[direction](sql`k.${ident(column)}`);
  const ofNew = (conversion.assigned ?? conversion)[direction](sql`NEW.${ident(column)}`);
  const bare = Sql.verbatim(type.replace(/ COLLATE .*$/, ""));
  return { ofRow: ofRow.text, ofNew: ofNew.text, compared: sql`CAST(${ofRow} AS ${bare})`.text };
}

function defaultsOf(
  target: RetypeTarget,
  sequences: readonly string[],
  { grammar }: RecipeFacts,
): RetypeState["defaults"] | "unknown" {
  const { column, after } = target;
  if (column.default === undefined && after.default === undefined) return undefined;
  const old = defaultOf(target, sequences, grammar);
  const now = defaultOf({ ...target, column: after }, sequences, grammar);
  const isUnknown =
    (column.default !== undefined && old === undefined) || (after.default !== undefined && now === undefined);
  return isUnknown
    ? "unknown"
    : {
        ...(old === undefined ? {} : { old: old.text }),
        ...(now === undefined ? {} : { new: now.text }),
      };
}

function partsOf(
  fresh: Carried,
  aside: Carried,
  back: Carried,
): Pick<RetypeState, "indexes" | "primary" | "constraints"> {
  const build = ({ build: { once, again } }: CarriedIndex): { sql: string; sure: string[] } => ({
    sql: once.join(";\n"),
    sure: [...again],
  });
  const all = fresh.indexes.flatMap((index, at) => {
    const other = aside.indexes[at];
    if (other === undefined) return [];
    const key = fresh.constraints.find(({ original }) => original.id === index.original.constraint);
    const names = { name: index.original.name, fresh: index.name, aside: other.name };
    return [{ index, other, key, names }];
  });
  const primary = all.find(({ index }) => index.original.primary);
  return {
    indexes: all
      .filter(({ index }) => !index.original.primary)
      .map(({ other, key, names }) => ({
        ...names,
        again: build(other),
        ...(key === undefined ? {} : { constraint: wordsOf(key) }),
      })),
    ...(primary === undefined
      ? {}
      : {
          primary: {
            ...primary.names,
            again: build(primary.other),
            freshAgain: build(primary.index),
            words: primary.key === undefined ? "" : wordsOf(primary.key),
          },
        }),
    constraints: back.constraints
      .filter(({ byValidation }) => byValidation)
      .map(({ name, definition, original }) => ({
        name,
        fresh: fresh.constraints.find((each) => each.original.id === original.id)?.name ?? name,
        sql: definition,
        valid: original.valid,
      })),
  };
}

/** What follows the name of the index in ADD CONSTRAINT … USING INDEX. */
function wordsOf({ original: { deferrable, initiallyDeferred } }: CarriedConstraint): string {
  if (!deferrable) return "";
  return initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

function incomingOf({ catalog, table, column }: RetypeTarget): RetypeState["incoming"] {
  return incomingKeys(catalog, table, column).flatMap(({ other, key, named }) => {
    const definition = foreignKeySql(key, catalog, other);
    return definition === undefined
      ? []
      : [{ table: named.text, name: key.name, sql: definition, valid: key.valid }];
  });
}

interface IncomingKey {
  readonly other: Table;
  readonly named: Sql;
  readonly key: ForeignKeyConstraint;
}

function incomingKeys(catalog: Catalog, table: Table, { number }: Column): readonly IncomingKey[] {
  const named = ({ schema, name }: Table): Sql => qualified(schema === "public" ? undefined : schema, name);
  return [...catalog.all("relation").values()].filter(isTable).flatMap((other) =>
    other.constraints.flatMap((key) =>
      // A table that no statement names has no name to write down.
      key.kind === "foreign-key" && key.references === table.id && key.referencedColumns.includes(number)
        ? [{ other, named: named(other), key }]
        : [],
    ),
  );
}

function identityOf({ catalog, column: { identity } }: RetypeTarget): Pick<RetypeState, "identity"> {
  const sequence = identity === undefined ? undefined : catalog.get("relation", identity.sequence);
  if (identity === undefined || sequence?.kind !== "sequence") return {};
  const named = qualified(sequence.schema === "public" ? undefined : sequence.schema, sequence.name).text;
  return { identity: { always: identity.always, sequence: named } };
}
