import { assumedTypeId } from "../../catalog/ids.ts";
import { columnNamed, isTable } from "../../catalog/relations.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { retypeOf, type RetypeTarget } from "../retype/target.ts";
import type { TypeExchange } from "../retype/typeExchange.ts";
import { createType } from "../retype/typeExchange.ts";
import { FreeNames } from "../support/freeName.ts";
import { catalogOf, entryOf, schemaOfRelation } from "../support/subject.ts";
import { foldedOn } from "../support/waysBack.ts";
import type { EnumChange } from "./mapping.ts";
import type { EnumShape } from "./shape.ts";

export interface EnumTarget extends RetypeTarget {
  readonly types: TypeExchange;
  readonly change: EnumChange;
}

/** The column and both types, in a catalog in which the new type is there beside the old one. */
export function enumTarget(shape: EnumShape, facts: RecipeFacts): EnumTarget | Refusal {
  const refused = shapeObstacle(shape, facts);
  if (refused !== undefined) return { refused };
  const { retype, old, now, end, changes } = shape;
  const { from } = retype;
  const [statement] = changes;
  const given = statement === undefined ? undefined : tableBefore(shape, facts);
  const column = given && columnNamed(given, from);
  const left = given && end.after.get("relation", given.id);
  const after = isTable(left) ? columnNamed(left, from) : undefined;
  if (statement === undefined || given === undefined || column === undefined || after === undefined)
    return { refused: `No migration here creates ${from}, so what depends on it is not known.` };
  if (column.type.array)
    return { refused: `${from} is an array, and its values cannot be turned one by one.` };
  if (old.id === assumedTypeId(old))
    return { refused: `No migration here creates ${old.name}, so its values are not known.` };
  if (column.default !== undefined && after.default === undefined)
    return { refused: `${from} has lost its default in the end. Drop that in a migration of its own.` };
  const names = new FreeNames(facts);
  const types = {
    ...(old.schema === "public" ? {} : { schema: old.schema }),
    name: old.name,
    fresh: names.choose(old.name, "_new", { of: "relation" }),
    aside: names.choose(old.name, "_old", { of: "relation" }),
    values: [...now.values],
    oldValues: [...old.values],
  };
  const catalog = foldedOn(facts, [createType(types)]).at(-1)?.after;
  const table = catalog?.get("relation", given.id);
  const id = catalog?.get("typeName", `${old.schema}\u0000${types.fresh}`);
  if (catalog === undefined || !isTable(table) || id === undefined)
    return { refused: `The enum ${old.name} is not known.` };
  const schemaname = schemaOfRelation({ ...facts, statement }, retype.relation);
  return {
    relation: { ...retype.relation, ...(schemaname === undefined ? {} : { schemaname }) },
    catalog,
    table,
    column,
    from,
    to: new FreeNames(facts).choose(from, "_new", { of: "column", table }),
    using: undefined,
    after: { ...after, type: { ...after.type, id } },
    types,
    change: {
      column: from,
      values: now.values,
      oldValues: old.values,
      using: changes.map((each) => retypeOf(each.statement)?.using),
    },
  };
}

function tableBefore({ retype }: EnumShape, facts: RecipeFacts) {
  const catalog = catalogOf(facts);
  const tables = [...(catalog?.all("relation").values() ?? [])].filter(isTable);
  return tables.find(
    ({ name, schema }) =>
      name === retype.relation.relname && schema === (retype.relation.schemaname ?? schema),
  );
}

function shapeObstacle({ statements, also, old }: EnumShape, facts: RecipeFacts): string | undefined {
  for (const statement of statements) {
    const fails = entryOf({ ...facts, statement })?.outcome.effects.fails;
    if (fails?.when === "always")
      return `A statement of this change would fail, so there is nothing to make safe: ${fails.message}.`;
  }
  return also === undefined
    ? undefined
    : `Not one column but several have the type ${old.name}: also ${also}. Make the new type under a name that stays, and change each column in a migration of its own.`;
}
