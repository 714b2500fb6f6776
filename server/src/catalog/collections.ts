import type { Routine } from "./functions.ts";
import type { EventTrigger } from "./eventTriggers.ts";
import type { Cast } from "./builtins/casts.ts";
import type { Node } from "@pgsql/types";
import type { FunctionId, ObjectId, RelationId, TypeId } from "./ids.ts";
import type { Type } from "./types.ts";
import type { Relation } from "./relations.ts";

/** What depends on an object, as pg_depend has it: who, through which columns, and how strongly. */
export interface Dependent {
  readonly object: ObjectId;
  /** Column numbers of the object depended upon; empty means the object as a whole. */
  readonly columns: readonly number[];
  /** `auto` goes with the object in silence; `normal` makes DROP fail without CASCADE. */
  readonly strength: "normal" | "auto";
}

/** The WHERE and the column list of a table in a publication. */
export interface PublishedPart {
  readonly relation: RelationId;
  readonly filter?: readonly number[];
  readonly columns?: readonly number[];
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
    /** Stored generated columns are published too (18+). */
    readonly generated?: true;
    /** Of the tables with a WHERE or a column list: the numbers of the columns in each. */
    readonly parts?: readonly PublishedPart[];
  };
}

/** GRANTs and REVOKEs of SELECT, and of EXECUTE, in their order (`readers.ts`). */
export interface Readers {
  /** `+role` and `-role`. */
  readonly changes: readonly string[];
  /** Of a relation or routine: how many of those on all of its schema are older than it. */
  readonly from?: number;
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
  /** By the id of a relation or routine, and for all or new ones of a schema: who was granted SELECT or EXECUTE. */
  readonly readers: Readers;
  /** Names in statements that could not be followed: what they mean now is not certain. */
  readonly uncertainName: true;
}

export type CollectionName = keyof Collections;
/** Entries by which one catalog differs from another: the new value of each, or undefined where it is absent. */
export type Patch = {
  readonly [C in CollectionName]?: ReadonlyMap<string, Collections[C] | undefined>;
};

/** The new value of one entry of a collection, or undefined where it goes. */
export interface ChangeIn<C extends CollectionName> {
  readonly collection: C;
  readonly key: string;
  readonly value: Collections[C] | undefined;
}

/** One elementary change. */
export type Change = {
  readonly [C in CollectionName]: ChangeIn<C>;
}[CollectionName];
