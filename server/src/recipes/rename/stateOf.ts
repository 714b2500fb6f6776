import { mayBeRow } from "../../interpret/types/rowType.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { againOf } from "../transition/again.ts";
import { beginTransition } from "../transition/begin.ts";
import type { Carried } from "../transition/carried.ts";
import type { Carrier } from "../transition/carrier.ts";
import { columnType, defaultOf, notNullName, sequencesOf } from "../transition/columnSql.ts";
import { lastTrigger } from "../transition/lastTrigger.ts";
import { commentsOn } from "../transition/comments.ts";
import { rightsOn } from "../transition/rights.ts";
import { tableOf } from "../transition/state.ts";
import type { RenameState } from "./state.ts";

interface CarriedBoth extends Carried {
  readonly carrier: Carrier;
  /** The same for the old column, under their own names. */
  readonly back: Carried;
}

/** Everything that is decided once, so that both ends of the rollout speak of the same names. */
export function stateOf(carried: CarriedBoth, facts: RecipeFacts): RenameState | Refusal {
  const { target, names } = carried.carrier;
  const { table, column, from, to, catalog } = target;
  const type = columnType(catalog, column);
  if (type === undefined) return { refused: `The type of ${from} cannot be written down again.` };
  const begun = beginTransition(target, `${from}_${to}`, names, facts, column.number);
  if ("refused" in begun) return begun;
  const sequences = sequencesOf(target);
  const value = defaultOf(target, sequences, facts.grammar);
  if (column.default !== undefined && value === undefined)
    return { refused: `The default of ${from} cannot be written down again.` };
  const trigger = (suffix: string): string => lastTrigger(table, `${from}_${to}`, suffix, names);
  return {
    ...begun,
    from,
    to,
    type,
    ...(column.attributes === undefined ? {} : { attributes: column.attributes }),
    ...spoken(carried, begun, facts),
    notNull: column.notNull,
    holds: mayBeRow(column.type, catalog) ? "IS DISTINCT FROM NULL" : "IS NOT NULL",
    ...(value === undefined ? {} : { default: value.text }),
    check: names.choose(`${table.name}_${to}`, "_not_null_check", { of: "constraint", table }),
    triggers: [trigger("_1"), trigger("_2"), trigger("_3")],
    ...namesOf(carried, facts),
    again: againOf(carried.back),
    sequences,
  };
}

/** What was said of the column, and of what hangs on it. */
function spoken(
  { carrier: { target }, indexes, constraints }: CarriedBoth,
  { schema, table }: Pick<RenameState, "schema" | "table">,
  facts: RecipeFacts,
): Pick<RenameState, "rights" | "comments"> {
  const made = {
    table: target.table,
    named: tableOf({ schema, table }),
    schema,
    indexes: indexes.map(({ original }) => original),
    constraints: constraints.map(({ original }) => original),
  };
  const rights = rightsOn(target, facts);
  const comments = indexes.length + constraints.length === 0 ? [] : commentsOn(made, facts);
  return {
    ...(rights.length === 0 ? {} : { rights }),
    ...(comments.length === 0 ? {} : { comments: [...comments] }),
  };
}

function namesOf(
  { carrier, indexes, constraints }: CarriedBoth,
  facts: RecipeFacts,
): Pick<RenameState, "indexes" | "constraints" | "validated"> {
  const { table, to } = carrier.target;
  const plain = indexes.filter(({ original }) => original.constraint === undefined);
  return {
    indexes: plain.map(({ name, original }) => ({ from: name, to: original.name })),
    constraints: [
      ...constraints.map(({ name, original }) => ({ from: name, to: original.name })),
      // PostgreSQL 18 names NOT NULL after the column, and a rename of the column keeps that name.
      { from: `${table.name}_${to}_not_null`, to: notNullName(carrier.target, facts) },
    ],
    validated: constraints.filter(({ original }) => original.valid).map(({ name }) => name),
  };
}
