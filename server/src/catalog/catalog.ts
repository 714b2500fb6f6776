import { Map as PersistentMap } from "immutable";
import type { Routine } from "./functions.ts";
import type { FunctionId, ObjectId, RelationId, TypeId } from "./ids.ts";
import type { Relation } from "./relations.ts";
import type { Type } from "./types.ts";

/** What depends on an object, as pg_depend has it: who, through which columns, and how strongly. */
export interface Dependent {
  readonly object: ObjectId;
  /** Column numbers of the object depended upon; empty means the object as a whole. */
  readonly columns: readonly number[];
  /** `auto` goes with the object in silence; `normal` makes DROP fail without CASCADE. */
  readonly strength: "normal" | "auto";
}

/** Objects of which only the existence matters: extensions, publications, statistics, casts, roles … */
export interface OtherObject {
  readonly kind: string;
  readonly name: string;
  readonly relations: readonly RelationId[];
  /** Of a publication: which changes it publishes, of all tables or of those of some schemas too. */
  readonly publishing?: {
    readonly actions: readonly ("insert" | "update" | "delete" | "truncate")[];
    readonly everything: boolean;
    readonly schemas: readonly string[];
  };
}

/** The collections of the catalog: what is kept under which kind of key. */
export interface Collections {
  /** schema name -> itself. */
  readonly schema: { readonly name: string };
  /** nameKey -> id; relations share one name space per schema, as pg_class does. */
  readonly relationName: RelationId;
  readonly relation: Relation;
  /** nameKey -> id. */
  readonly typeName: TypeId;
  readonly type: Type;
  /** nameKey -> overloads. */
  readonly functionName: readonly FunctionId[];
  readonly function: Routine;
  /** ObjectId -> what depends on it. */
  readonly dependents: readonly Dependent[];
  /** `kind:name` -> object. */
  readonly other: OtherObject;
  /** Run-time settings by lower-case name: search_path, timezone, lock_timeout … as SET left them. */
  readonly setting: string;
  /** Settings of SET LOCAL; forgotten at the end of the transaction. */
  readonly localSetting: string;
  /** Base of an id -> how often it was given out, so that a dropped and re-created name is another object. */
  readonly generation: number;
}

export type CollectionName = keyof Collections;
const collectionNames = [
  "schema",
  "relationName",
  "relation",
  "typeName",
  "type",
  "functionName",
  "function",
  "dependents",
  "other",
  "setting",
  "localSetting",
  "generation",
] as const satisfies readonly CollectionName[];
/** Does not compile while a collection is missing above. */
export const everyCollection: CollectionName extends (typeof collectionNames)[number]
  ? readonly CollectionName[]
  : never = collectionNames;
type Entries<C extends CollectionName> = PersistentMap<string, Collections[C]>;
type Maps = { readonly [C in CollectionName]: Entries<C> };

/** Entries by which one catalog differs from another: the new value of each, or undefined where it is absent. */
export type Patch = { readonly [C in CollectionName]?: ReadonlyMap<string, Collections[C] | undefined> };

/** The new value of one entry of a collection, or undefined where it goes. */
export interface ChangeIn<C extends CollectionName> {
  readonly collection: C;
  readonly key: string;
  readonly value: Collections[C] | undefined;
}

/** One elementary change. */
export type Change = { readonly [C in CollectionName]: ChangeIn<C> }[CollectionName];

/**
 * The model of a database's schema: immutable, with shared structure, so a snapshot after every statement costs
 * little. It knows no SQL and no locks; `interpret` changes it through elementary changes.
 */
export class Catalog {
  private readonly maps: Maps;
  private readonly patch: Patch | undefined;
  /** `maps` with the patch applied, made when a whole collection is asked for. */
  private whole: Maps | undefined;

  private constructor(maps: Maps, patch?: Patch) {
    this.maps = maps;
    this.patch = patch;
  }

  /** An empty database: schemas `public` and `pg_catalog`, nothing else. Built-in types and functions are not
   * entries; see `builtins.ts`. */
  static readonly empty = new Catalog({
    schema: PersistentMap([
      ["public", { name: "public" }],
      ["pg_catalog", { name: "pg_catalog" }],
    ]),
    relationName: PersistentMap(),
    relation: PersistentMap(),
    typeName: PersistentMap(),
    type: PersistentMap(),
    functionName: PersistentMap(),
    function: PersistentMap(),
    dependents: PersistentMap(),
    other: PersistentMap(),
    setting: PersistentMap(),
    localSetting: PersistentMap(),
    generation: PersistentMap(),
  });

  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined {
    const patched = this.patch?.[collection];
    return patched?.has(key) === true ? patched.get(key) : this.maps[collection].get(key);
  }

  /** All entries of a collection. The returned object is the same as long as the collection is unchanged. */
  all<C extends CollectionName>(collection: C): Entries<C> {
    return this.patch?.[collection] === undefined ? this.maps[collection] : this.complete()[collection];
  }

  apply(changes: readonly Change[]): Catalog {
    if (changes.length === 0) return this;
    return new Catalog(withChanges(this.complete(), changes));
  }

  /**
   * This catalog with other values for some entries. Costs nothing until a whole collection is asked for, where
   * `apply` builds new maps; made for long rows of catalogs that all differ from known ones in the same few entries.
   */
  patched(patch: Patch, merge: (older: Patch, newer: Patch) => Patch): Catalog {
    return new Catalog(this.maps, this.patch === undefined ? patch : merge(this.patch, patch));
  }

  private complete(): Maps {
    if (this.patch === undefined) return this.maps;
    this.whole ??= withPatch(this.maps, this.patch);
    return this.whole;
  }
}

function withPatch(maps: Maps, patch: Patch): Maps {
  const collections = collectionsOf(patch);
  const opened = collections.reduce(open, maps);
  for (const collection of collections) {
    for (const [key, value] of patch[collection] ?? []) set(opened, collection, key, value);
  }
  return collections.reduce((done, collection) => close(done, collection, maps), opened);
}

function withChanges(maps: Maps, changes: readonly Change[]): Maps {
  const collections = [...new Set(changes.map(({ collection }) => collection))];
  const opened = collections.reduce(open, maps);
  for (const { collection, key, value } of changes) set(opened, collection, key, value);
  return collections.reduce((done, collection) => close(done, collection, maps), opened);
}

/** The collections in which a patch has entries. */
export function collectionsOf(patch: Patch): readonly CollectionName[] {
  return everyCollection.filter((collection) => patch[collection] !== undefined);
}

/** Puts a copy in a map's place that `set` changes as it is, so that many changes copy the way to an entry once. */
function open(maps: Maps, collection: CollectionName): Maps {
  return { ...maps, [collection]: maps[collection].asMutable() };
}

function set<C extends CollectionName>(
  opened: Maps,
  collection: C,
  key: string,
  value: Collections[C] | undefined,
): void {
  const map: Entries<C> = opened[collection];
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** A collection in which nothing changed after all is the very one that was there before. */
function close(opened: Maps, collection: CollectionName, before: Maps): Maps {
  const map = opened[collection];
  return { ...opened, [collection]: map.wasAltered() ? map.asImmutable() : before[collection] };
}
