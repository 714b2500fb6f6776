import type { Catalog } from "../../catalog/catalog.ts";
import type { ConstraintId, FunctionId, RelationId, TypeId } from "../../catalog/ids.ts";
import { nameKey } from "../../catalog/ids.ts";
import { isTable, type Relation } from "../../catalog/relations.ts";
import { chainAt, type NamePart, type Place } from "./place.ts";
import { columnsOf, ownerOf, relationNamed, schemasOf, tablesIn, type TableMention } from "./tables.ts";

/** What a name in a migration stands for. It stays the same object when it is renamed. */
export type SchemaObject =
  | { readonly kind: "relation"; readonly relation: RelationId }
  | { readonly kind: "column"; readonly relation: RelationId; readonly number: number }
  | { readonly kind: "constraint"; readonly relation: RelationId; readonly constraint: ConstraintId }
  | { readonly kind: "type"; readonly type: TypeId }
  | { readonly kind: "function"; readonly functions: readonly FunctionId[] };

export function isSameObject(one: SchemaObject, other: SchemaObject): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the name at a place stands for, and where that name is; undefined for what is no name of the schema. */
export function objectAt(
  place: Place,
): { readonly object: SchemaObject; readonly part: NamePart } | undefined {
  const chain = chainAt(place);
  const part = chain.at(-1);
  if (part === undefined) return undefined;
  const tables = tablesIn(place);
  for (const catalog of [place.before, place.after]) {
    const object = named(catalog, chain, place, tables);
    if (object !== undefined) return { object, part };
  }
  return undefined;
}

function named(
  catalog: Catalog,
  chain: readonly NamePart[],
  place: Place,
  tables: readonly TableMention[],
): SchemaObject | undefined {
  const names = chain.map(({ name }) => name);
  const start = chain.at(-1)?.span.start ?? 0;
  const mention = tables.find(({ chain: own }) => own.at(-1)?.span.start === start);
  if (mention !== undefined && catalog.get("relation", mention.relation.id) !== undefined)
    return { kind: "relation", relation: mention.relation.id };
  if (wordBefore(place, chain) === "constraint") return constraintNamed(catalog, names, tables);
  if (isType(place, chain)) return typeNamed(catalog, names);
  return (
    columnNamed(catalog, names, tables, start) ??
    relationObject(catalog, names) ??
    constraintNamed(catalog, names, tables) ??
    typeNamed(catalog, names) ??
    functionNamed(catalog, names)
  );
}

/** The word in front of a dotted name, in lower case; IF EXISTS is passed by. */
function wordBefore({ tokens }: Place, chain: readonly NamePart[]): string {
  const start = chain[0]?.span.start ?? 0;
  const words = tokens.filter(({ span }) => span.start < start).map(({ text }) => text.toLowerCase());
  while (["if", "not", "exists"].includes(words.at(-1) ?? "")) words.pop();
  return words.at(-1) ?? "";
}

function isType(place: Place, chain: readonly NamePart[]): boolean {
  return ["type", "::", "domain"].includes(wordBefore(place, chain));
}

/** Of several tables with such a column the one that is named last in front of it. */
function columnNamed(
  catalog: Catalog,
  names: readonly string[],
  tables: readonly TableMention[],
  start: number,
): SchemaObject | undefined {
  const name = names.at(-1);
  const qualifier = names.at(-2);
  const owners = tables
    .filter(({ called, relation }) => [undefined, called, relation.name].includes(qualifier))
    .filter(({ only }) => only === undefined || (only.start <= start && start < only.end))
    .flatMap(({ relation, chain }) => {
      const owner = catalog.get("relation", ownerOf(relation));
      const column = owner === undefined ? undefined : columnsOf(owner).find((each) => each.name === name);
      if (owner === undefined || column === undefined) return [];
      return [{ owner: owner.id, number: column.number, at: chain[0]?.span.start ?? 0 }];
    });
  const found = owners.filter(({ at }) => at < start).at(-1) ?? owners[0];
  return found === undefined ? undefined : { kind: "column", relation: found.owner, number: found.number };
}

function relationObject(catalog: Catalog, names: readonly string[]): SchemaObject | undefined {
  const relation = relationNamed(catalog, names);
  return relation === undefined ? undefined : { kind: "relation", relation: relation.id };
}

function constraintNamed(
  catalog: Catalog,
  names: readonly string[],
  tables: readonly TableMention[],
): SchemaObject | undefined {
  for (const { relation } of tables) {
    const table = catalog.get("relation", relation.id);
    const found = constraintsOf(table).find(({ name }) => name === names.at(-1));
    if (found !== undefined) return { kind: "constraint", relation: relation.id, constraint: found.id };
  }
  return undefined;
}

export function constraintsOf(relation: Relation | undefined) {
  return isTable(relation) ? relation.constraints : [];
}

function typeNamed(catalog: Catalog, names: readonly string[]): SchemaObject | undefined {
  const id = inSchemas(catalog, names, (key) => catalog.get("typeName", key));
  return id === undefined || catalog.get("type", id) === undefined ? undefined : { kind: "type", type: id };
}

function functionNamed(catalog: Catalog, names: readonly string[]): SchemaObject | undefined {
  const functions = inSchemas(catalog, names, (key) => catalog.get("functionName", key));
  return functions === undefined || functions.length === 0 ? undefined : { kind: "function", functions };
}

function inSchemas<T>(
  catalog: Catalog,
  names: readonly string[],
  find: (key: string) => T | undefined,
): T | undefined {
  const schemas = names.length > 1 ? [names.at(-2) ?? ""] : schemasOf(catalog);
  for (const schema of schemas) {
    const found = find(nameKey({ schema, name: names.at(-1) ?? "" }));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What an object is called in a catalog; undefined where it does not exist. */
export function nameIn(catalog: Catalog, object: SchemaObject): string | undefined {
  switch (object.kind) {
    case "relation":
      return catalog.get("relation", object.relation)?.name;
    case "column": {
      const relation = catalog.get("relation", object.relation);
      if (relation === undefined) return undefined;
      return columnsOf(relation).find(({ number }) => number === object.number)?.name;
    }
    case "constraint":
      return constraintsOf(catalog.get("relation", object.relation)).find(
        ({ id }) => id === object.constraint,
      )?.name;
    case "type":
      return catalog.get("type", object.type)?.name;
    case "function":
      return object.functions
        .map((id) => catalog.get("function", id)?.name)
        .find((name) => name !== undefined);
  }
}
