import type { Catalog } from "../../catalog/catalog.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import { mayBeRow } from "../../interpret/types/rowType.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { FreeNames } from "../support/freeName.ts";
import { typeSql } from "../support/typeSql.ts";
import { againOf, type Again } from "../transition/again.ts";
import { beginTransition } from "../transition/begin.ts";
import { carriedBy } from "../transition/carried.ts";
import { backCarrier, carrierOf } from "../transition/carrier.ts";
import { columnType, defaultOf } from "../transition/columnSql.ts";
import { lastTrigger } from "../transition/lastTrigger.ts";
import { mayBeNull } from "./mayBeNull.ts";
import type { Assigned } from "./part.ts";
import { spelled } from "./spelled.ts";
import type { ReshapedColumn, ReshapeState } from "./state.ts";
import type { ReshapeTarget } from "./target.ts";

/** Everything that is decided once, so that both ends of the rollout speak of the same names. */
export function reshapeStateOf(
  target: ReshapeTarget,
  backward: ReadonlyMap<string, Assigned>,
  facts: RecipeFacts,
): ReshapeState | Refusal {
  const { shape, table } = target;
  const names = new FreeNames(facts);
  const words = [...shape.dropped, "to", ...target.fresh.map(({ name }) => name)].join("_");
  const numbers = target.old.map(({ column }) => column.number);
  const begun = beginTransition({ ...target, relation: shape.relation }, words, names, facts, numbers);
  if ("refused" in begun) return begun;
  const nulls = refusesNull(target, backward);
  if (nulls !== undefined) return { refused: nulls };
  const old = oldColumns(target, backward, names, facts);
  const fresh = freshColumns(target, names, facts);
  const again = againOfAll(target, facts);
  if (old === undefined || fresh === undefined || again === undefined)
    return {
      refused: `The type, default or value of one of ${words}, or an index or constraint on it, cannot be written down again.`,
    };
  return {
    ...begun,
    old,
    fresh,
    mark: names.choose("lockkeeper_filled", "", { of: "column", table }),
    trigger: lastTrigger(table, words, "", names),
    again,
  };
}

function oldColumns(
  { old, table, catalog }: ReshapeTarget,
  backward: ReadonlyMap<string, Assigned>,
  names: FreeNames,
  facts: RecipeFacts,
): ReshapeState["old"] | undefined {
  return complete(
    old.map(({ column }) => {
      const described = describe(column, backward.get(column.name), catalog, facts);
      const value = defaultOf({ column }, [], facts.grammar);
      if (described === undefined || (column.default !== undefined && value === undefined)) return undefined;
      return {
        ...described,
        check: checkOf(table, column, names),
        ...(value === undefined ? {} : { default: value.text }),
        ...(column.attributes === undefined ? {} : { attributes: column.attributes }),
      };
    }),
  );
}

function freshColumns(
  { shape, fresh, table, after }: ReshapeTarget,
  names: FreeNames,
  facts: RecipeFacts,
): ReshapeState["fresh"] | undefined {
  return complete(
    fresh.map((column) => {
      const described = describe(column, shape.forward.get(column.name), after, facts);
      if (described === undefined) return undefined;
      const notNull = shape.required.has(column.name);
      return { ...described, check: checkOf(table, column, names), notNull };
    }),
  );
}

function checkOf(table: Table, { name }: Column, names: FreeNames): string {
  return names.choose(`${table.name}_${name}`, "_not_null_check", { of: "constraint", table });
}

function complete<T>(list: readonly (T | undefined)[]): T[] | undefined {
  const known = list.filter((each) => each !== undefined);
  return known.length === list.length ? known : undefined;
}

function describe(
  column: Column,
  assigned: Assigned | undefined,
  catalog: Catalog,
  { grammar }: RecipeFacts,
): Omit<ReshapedColumn, "check"> | undefined {
  const type = columnType(catalog, column);
  const bare = typeSql(catalog, column.type)?.text;
  const ofNew = assigned === undefined ? undefined : spelled(assigned, "new", grammar)?.text;
  const ofRow = assigned === undefined ? undefined : spelled(assigned, "k", grammar)?.text;
  if (type === undefined || bare === undefined || ofNew === undefined || ofRow === undefined)
    return undefined;
  const holds = mayBeRow(column.type, catalog) ? "IS DISTINCT FROM NULL" : "IS NOT NULL";
  return { name: column.name, type, bare, ofNew, ofRow, notNull: column.notNull, holds };
}

/** What hangs on any of the old columns, each thing once. */
function againOfAll({ old }: ReshapeTarget, facts: RecipeFacts): Again | undefined {
  const all = complete(old.map((target) => carriedBy(backCarrier(carrierOf(target, facts), facts))));
  if (all === undefined) return undefined;
  const each = all.map(againOf);
  const once = <T extends { readonly name: string }>(list: readonly T[]): T[] => [
    ...new Map(list.map((one) => [one.name, one])).values(),
  ];
  return {
    indexes: once(each.flatMap(({ indexes }) => indexes)),
    constraints: once(each.flatMap(({ constraints }) => constraints)),
    keys: once(each.flatMap(({ keys }) => keys)),
  };
}

/** Who writes the new columns alone would be refused where an old one is NOT NULL and comes to NULL. */
function refusesNull(
  { shape, old }: ReshapeTarget,
  backward: ReadonlyMap<string, Assigned>,
): string | undefined {
  const refusing = old.find(({ column }) => {
    const assigned = backward.get(column.name);
    if (!column.notNull || assigned === undefined) return false;
    return assigned.condition !== undefined || mayBeNull(assigned.value, shape.required);
  });
  return refusing === undefined
    ? undefined
    : `${refusing.from} is NOT NULL, and the value given for it may be NULL: a version that writes the new columns would be refused. Write coalesce(…, …) around it, or set the new columns NOT NULL in the same file.`;
}
