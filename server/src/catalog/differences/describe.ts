import type { Catalog } from "../catalog.ts";
import type { OtherObject } from "../collections.ts";
import { isIndex, isTable, isView, type Relation, type Table } from "../relations.ts";
import { describeDependents } from "./dependents.ts";
import { fact, named, type Described } from "./described.ts";
import { describeIndex } from "./indexes.ts";
import { Words } from "./inWords.ts";
import { describeComposite, describeSequence, describeView } from "./otherRelations.ts";
import { schemaKey } from "./relationKeys.ts";
import { describeTable } from "./tables.ts";
import { describeRoutine, describeType } from "./typesAndRoutines.ts";

/**
 * Everything in a catalog, by key, without what extensions brought along. With `unlike`, what is the identical object
 * in that catalog is left out: such objects do not differ, and a plan touches few.
 */
export function describe(catalog: Catalog, major: number, unlike?: Catalog): ReadonlyMap<string, Described> {
  const words = new Words(catalog);
  const members = membersOf(catalog);
  const isOther = (kind: "relation" | "type" | "function" | "other", key: string): boolean =>
    !members.has(key) && (unlike === undefined || unlike.get(kind, key) !== catalog.get(kind, key));
  const all = [
    ...[...catalog.all("schema").keys()].filter((name) => name !== "pg_catalog").map(describeSchema),
    ...[...catalog.all("relation").values()]
      .filter(({ id }) => isOther("relation", id))
      .flatMap((relation) => describeRelation(catalog, relation, words, major)),
    ...[...catalog.all("type").values()]
      .filter(({ id }) => isOther("type", id))
      .flatMap((type) => describeType(type, words)),
    ...[...catalog.all("function").values()]
      .filter(({ id }) => isOther("function", id))
      .map((routine) => describeRoutine(routine, words)),
    ...[...catalog.all("other").entries()]
      .filter(([id]) => isOther("other", id))
      .map(([, other]) => describeOther(catalog, other, words)),
    ...(unlike === undefined ? describeDependents(catalog, words, members) : []),
  ];
  return new Map(all.map((each) => [each.key, each]));
}

/** Tables that are gone may still be listed in a publication; the server has forgotten them. */
function describeOther(catalog: Catalog, { kind, name, relations }: OtherObject, words: Words): Described {
  const there = relations.filter((id) => catalog.get("relation", id) !== undefined);
  const tables = named(there.map((id) => words.relation(id)));
  return { key: `${kind} ${name}`, kind, name, within: [], facts: [fact("tables", tables)] };
}

function describeSchema(name: string): Described {
  return { key: schemaKey(name), kind: "schema", name, within: [], facts: [] };
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
function membersOf(catalog: Catalog): ReadonlySet<string> {
  const members = new Set<string>();
  for (const [key, dependents] of catalog.all("dependents"))
    if (key.startsWith("object:extension "))
      for (const { object, strength } of dependents) if (strength === "auto") members.add(object);
  return members;
}
