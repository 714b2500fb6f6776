import type { Catalog } from "../catalog.ts";
import type { CollectionName, Collections, OtherObject } from "../collections.ts";
import type { Slot } from "../delta.ts";
import { nameKey } from "../ids.ts";
import { isIndex, isTable, isView, type Relation, type Table } from "../relations.ts";
import { describeDependents } from "./dependents.ts";
import { fact, named, type Described } from "./described.ts";
import { describeIndex } from "./indexes.ts";
import { Words } from "./inWords.ts";
import { describeComposite, describeSequence, describeView } from "./otherRelations.ts";
import { schemaKey } from "./relationKeys.ts";
import { describeName, describeTable } from "./tables.ts";
import { describeRoutine, describeType } from "./typesAndRoutines.ts";

/** The other catalog of a comparison within one history. */
export interface Unlike {
  /** What is the identical object there is left out: such objects do not differ, and a plan touches few. */
  readonly catalog: Catalog;
  /** The only entries that may differ; absent where any may. */
  readonly among?: readonly Slot[] | undefined;
}

/** Everything in a catalog, by key, without what extensions brought along; with `unlike`, what may differ from it. */
export function describe(catalog: Catalog, major: number, unlike?: Unlike): ReadonlyMap<string, Described> {
  const words = new Words(catalog);
  const members = membersOf(catalog, unlike?.among);
  const entries = <C extends CollectionName>(collection: C): readonly [string, Collections[C]][] =>
    entriesOf(catalog, collection, unlike).filter(([key]) => !members.has(key));
  const all = [
    ...entries("schema").flatMap(([name]) => (name === "pg_catalog" ? [] : [describeSchema(name)])),
    ...entries("relation").flatMap(([, relation]) =>
      isAlone(relation, unlike)
        ? [describeName(catalog, relation)]
        : describeRelation(catalog, relation, words, major),
    ),
    ...entries("type").flatMap(([, type]) => describeType(type, words)),
    ...entries("function").map(([, routine]) => describeRoutine(routine, words)),
    ...entries("other").map(([, other]) => describeOther(catalog, other, words)),
    ...(unlike === undefined ? describeDependents(catalog, words, members) : []),
  ];
  return new Map(all.map((each) => [each.key, each]));
}

/** Schemas are all told: what is in one that is not there otherwise is not told by itself. */
function entriesOf<C extends CollectionName>(
  catalog: Catalog,
  collection: C,
  unlike: Unlike | undefined,
): readonly [string, Collections[C]][] {
  const among = unlike?.among?.filter((slot) => slot.collection === collection).map(({ key }) => key);
  const all =
    among === undefined
      ? [...catalog.all(collection)]
      : [...new Set(among)].flatMap((key): [string, Collections[C]][] => {
          const value = catalog.get(collection, key);
          return value === undefined ? [] : [[key, value]];
        });
  if (unlike === undefined || collection === "schema") return all;
  return all.filter(([key, value]) => unlike.catalog.get(collection, key) !== value);
}

/** Tables that are gone may still be listed in a publication; the server has forgotten them. */
function describeOther(catalog: Catalog, { kind, name, relations }: OtherObject, words: Words): Described {
  const there = relations.filter((id) => catalog.get("relation", id) !== undefined);
  const tables = named(there.map((id) => words.relation(id)));
  return { key: `${kind} ${name}`, kind, name, within: [], facts: () => [fact("tables", tables)] };
}

function describeSchema(name: string): Described {
  return { key: schemaKey(name), kind: "schema", name, within: [], facts: () => [] };
}

/** Of a table that only one side has, no parts are told; a large migration may leave hundreds behind. */
function isAlone(relation: Relation, unlike: Unlike | undefined): relation is Table {
  if (unlike === undefined || !isTable(relation) || relation.persistence === "temporary") return false;
  return unlike.catalog.get("relationName", nameKey(relation)) === undefined;
}

function describeRelation(
  catalog: Catalog,
  relation: Relation,
  words: Words,
  major: number,
): readonly Described[] {
  if (relation.persistence === "temporary") return [];
  if (isTable(relation)) return describeTable(catalog, asSeenOn(major, relation), words);
  if (isIndex(relation)) return [describeIndex(catalog, relation, words, major)];
  if (isView(relation)) return describeView(relation, words);
  return relation.kind === "sequence"
    ? [describeSequence(catalog, relation, words)]
    : describeComposite(relation, words);
}

/** The catalog has a constraint for each NOT NULL; servers have them from 18 on. */
function asSeenOn(major: number, table: Table): Table {
  if (major >= 18) return table;
  return { ...table, constraints: table.constraints.filter(({ kind }) => kind !== "not-null") };
}

/** Objects that go with an extension. */
function membersOf(catalog: Catalog, among: readonly Slot[] | undefined): ReadonlySet<string> {
  const members = new Set<string>();
  const keys = among?.filter(({ collection }) => collection === "dependents").map(({ key }) => key);
  for (const key of keys ?? catalog.all("dependents").keys())
    if (key.startsWith("object:extension "))
      for (const { object, strength } of catalog.get("dependents", key) ?? [])
        if (strength === "auto") members.add(object);
  return members;
}
