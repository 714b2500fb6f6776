import type { Node } from "@pgsql/types";
import { Map as PersistentMap } from "immutable";
import type { Cast } from "./builtins/casts.ts";
import type { EventTrigger } from "./eventTriggers.ts";
import type { Routine } from "./functions.ts";
import type { FunctionId, ObjectId, RelationId, TypeId } from "./ids.ts";
import type { Relation } from "./relations.ts";
import { set, Snapshot, type Entries, type Maps } from "./snapshot.ts";
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
  /** No migration makes it; it is assumed to be there. */
  readonly assumed?: true;
  /** Of statistics over expressions: what they are about, in the words of the server's own names for them. */
  readonly expressions?: readonly string[];
  /** Of statistics over expressions: the user's functions and types that those use. */
  readonly uses?: readonly ObjectId[];
  /** Of an extension: where its objects are. */
  readonly schema?: string;
  /** Of a publication: which changes it publishes, of all tables or of those of some schemas too. */
  readonly publishing?: {
    readonly actions: readonly ("insert" | "update" | "delete" | "truncate")[];
    readonly everything: boolean;
    readonly schemas: readonly string[];
    /** Changes of partitions are published as those of the table above. */
    readonly viaRoot?: boolean;
  };
}

/** The collections of the catalog: what is kept under which kind of key. */
export interface Collections {
  /** schema name -> itself. */
  readonly schema: { readonly name: string; readonly assumed?: true };
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
  /** One entry, `all`: the event triggers, in the order of their names. */
  readonly eventTriggers: readonly EventTrigger[];
  /** castKey -> what CREATE CAST or an extension has made; built-in casts are not entries. */
  readonly cast: Cast;
  /** The queries of the session's prepared statements, by name. */
  readonly prepared: Node;
  /** Names in statements that could not be followed: what they mean now is not certain. */
  readonly uncertainName: true;
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
  "eventTriggers",
  "cast",
  "prepared",
  "uncertainName",
] as const satisfies readonly CollectionName[];
/** Does not compile while a collection is missing above. */
export const everyCollection: CollectionName extends (typeof collectionNames)[number]
  ? readonly CollectionName[]
  : never = collectionNames;
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
