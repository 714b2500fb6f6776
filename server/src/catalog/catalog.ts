import { Map as PersistentMap } from "immutable";
import { set, Snapshot, type Entries, type Maps } from "./snapshot.ts";
import type { Change, CollectionName, Collections, Patch } from "./collections.ts";

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
  "eventTriggers",
  "cast",
  "prepared",
  "readers",
  "uncertainName",
] as const satisfies readonly CollectionName[];

/** Does not compile while a collection is missing above. */
export const everyCollection: CollectionName extends (typeof collectionNames)[number]
  ? readonly CollectionName[]
  : never = collectionNames;

/**
 * The model of a database's schema: immutable, with shared structure, so a snapshot after every statement costs
 * little. It knows no SQL and no locks; `interpret` changes it through elementary changes.
 */
export class Catalog {
  private readonly snapshot: Snapshot;
  private readonly patch: Patch | undefined;
  /** The snapshot with the patch applied, made when a whole collection is asked for. */
  private whole: Snapshot | undefined;

  private constructor(snapshot: Snapshot, patch?: Patch) {
    this.snapshot = snapshot;
    this.patch = patch;
  }

  /** An empty database: schemas `public` and `pg_catalog`, nothing else. Built-in types and functions are not
   * entries; see `builtins.ts`. */
  static readonly empty = new Catalog(new Snapshot(emptyMaps()));

  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined {
    const patched = this.patch?.[collection];
    return patched?.has(key) === true ? patched.get(key) : this.snapshot.get(collection, key);
  }

  /** All entries of a collection. The returned object is the same as long as the collection is unchanged. */
  all<C extends CollectionName>(collection: C): Entries<C> {
    return this.patch?.[collection] === undefined
      ? this.snapshot.all(collection)
      : this.complete().all(collection);
  }

  apply(changes: readonly Change[]): Catalog {
    if (changes.length === 0) return this;
    return new Catalog(this.complete().with(changes));
  }

  /**
   * This catalog with other values for some entries. Costs nothing until a whole collection is asked for, where
   * `apply` builds new maps; made for long rows of catalogs that all differ from known ones in the same few entries.
   */
  patched(patch: Patch, merge: (older: Patch, newer: Patch) => Patch): Catalog {
    return new Catalog(this.snapshot, this.patch === undefined ? patch : merge(this.patch, patch));
  }

  /**
   * Lets go of the maps. `before` and `changes` must give this very catalog; it goes on answering from them, only more
   * slowly. This keeps long histories small, of which few catalogs are looked at again.
   */
  rest(before: Catalog, changes: readonly Change[]): void {
    if (this.patch === undefined && before.patch === undefined) this.snapshot.rest(before.snapshot, changes);
  }

  private complete(): Snapshot {
    if (this.patch === undefined) return this.snapshot;
    this.whole ??= withPatch(this.snapshot, this.patch);
    return this.whole;
  }
}

function emptyMaps(): Maps {
  return {
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
    eventTriggers: PersistentMap(),
    cast: PersistentMap(),
    prepared: PersistentMap(),
    readers: PersistentMap(),
    uncertainName: PersistentMap(),
  };
}

function withPatch(snapshot: Snapshot, patch: Patch): Snapshot {
  return snapshot.changed(collectionsOf(patch), (opened) => {
    for (const collection of collectionsOf(patch)) {
      for (const [key, value] of patch[collection] ?? []) set(opened, collection, key, value);
    }
  });
}

/** One patch goes through thousands of statements, each of which asks. */
const collectionsOfPatches = new WeakMap<Patch, readonly CollectionName[]>();

/** The collections in which a patch has entries. */
export function collectionsOf(patch: Patch): readonly CollectionName[] {
  const known = collectionsOfPatches.get(patch);
  if (known !== undefined) return known;
  const found = everyCollection.filter((collection) => patch[collection] !== undefined);
  collectionsOfPatches.set(patch, found);
  return found;
}
