import type { RelationId } from "../catalog/ids.ts";
import type { Relation, Trigger } from "../catalog/relations.ts";
import type { TypeRef } from "../catalog/types.ts";
import type { LockMode } from "./locks.ts";

/** A relation as it was called when the statement began. */
export interface RelationName {
  readonly id: RelationId;
  /** `schema.name`. */
  readonly name: string;
  readonly kind: Relation["kind"];
  /** No statement names it; `name` describes it: `the table of public.i`. */
  readonly unnamed?: true;
}

/**
 * The strongest lock one statement takes on one relation. Locks on indexes weaker than SHARE UPDATE EXCLUSIVE are
 * left out (planning and row changes take them on every index; they hinder nothing but DDL on that very index),
 * and so are system catalogs and TOAST tables.
 */
export interface Lock {
  readonly relation: RelationName;
  readonly mode: LockMode;
  /** Taken, or taken so strong, only where the statement finds rows: by a row trigger or a referential action. */
  readonly ifRows?: true;
}

/**
 * - `rewrite`: new storage for all rows (or none: TRUNCATE is not work); its indexes are rebuilt with it and not
 *   listed again;
 * - `scan`: every row is read and checked;
 * - `index-build`: on the table for a new index, on the index itself for one that existed and is rebuilt;
 * - `foreign-key-check`: every row of `relation` (the referencing table) is looked up in the referenced one.
 */
export type WorkKind = "rewrite" | "scan" | "index-build" | "foreign-key-check";

export interface Work {
  readonly relation: RelationName;
  readonly kind: WorkKind;
  /** Done only where the statement finds rows: by a row trigger or a referential action. */
  readonly ifRows?: true;
}

/** Whom a statement breaks: kebab-case code plus the words for messages. */
export interface Breakage {
  readonly code: BreakageCode;
  readonly relation: RelationName;
  /** The column, constraint or index, where there is one. */
  readonly part?: string;
  /** Of `old-code-writes-stopped`. */
  readonly stopped?: Stopped;
  /** Only where the statement finds rows. */
  readonly ifRows?: true;
}

/** Writes that a trigger fails, or leaves all rows out of. */
export interface Stopped {
  readonly events: Trigger["events"];
  /** Absent where it leaves the rows out. */
  readonly fails?: Pick<Failure, "sqlstate" | "message">;
  /** It fails for some rows only: which, the function decides when it runs. */
  readonly some?: true;
}

/**
 * Which statements of the running application fail from now on (see `breakage/`):
 *
 * - `old-code-reads-table`, `old-code-reads-column`: all that name it, writing or reading;
 * - `old-code-inserts-without-column`: INSERTs that leave it out;
 * - `old-code-writes-null`: those that write NULL there;
 * - `old-code-writes-old-values`: those that write, or delete, what the new rule or type `part` refuses;
 * - `old-code-upserts-on-key`: INSERT … ON CONFLICT that relies on the index or constraint;
 * - `old-code-loses-privilege`: those that need what is revoked, or the rows that row security hides;
 * - `old-code-loses-rows`: those that need rows which policies hide now, by the change of the policy `part`;
 * - `old-code-misses-rows`: those that need rows of the child `part`, which the relation no longer has;
 * - `old-code-writes-stopped`: writes of the kinds that the trigger `part` fails, or leaves all rows out of;
 * - `old-code-writes-replaced`: writes of the kind that the rule `part` puts something else in place of;
 * - `column-type-changes`: none on the server; the client gets values of another type;
 * - `cached-plans`: prepared ones with `*`, or, with a part, with that column among their results.
 */
export type BreakageCode =
  | "old-code-reads-column"
  | "old-code-reads-table"
  | "old-code-inserts-without-column"
  | "old-code-writes-null"
  | "old-code-writes-old-values"
  | "old-code-upserts-on-key"
  | "old-code-loses-privilege"
  | "old-code-loses-rows"
  | "old-code-writes-replaced"
  | "old-code-misses-rows"
  | "old-code-writes-stopped"
  | "column-type-changes"
  | "cached-plans";

/**
 * What of the running application fails from now on because of an object that is no relation:
 *
 * - `old-code-uses-object`: statements that name it;
 * - `old-code-calls-either`: calls of it, which may mean the function `beside` as well;
 * - `old-code-loses-privilege`: those that need what is revoked on it;
 * - `sessions-refused`: none; the application cannot connect any more;
 * - `sessions-differ`: none; sessions that begin from now on have other settings;
 * - `replication-stops`: none; subscribers no longer get the changes;
 * - `changes-unidentified`: UPDATE and DELETE, where a publication has them: nothing tells the rows apart.
 */
export type ObjectBreakageCode =
  | "old-code-uses-object"
  | "old-code-calls-either"
  | "old-code-loses-privilege"
  | "sessions-refused"
  | "sessions-differ"
  | "replication-stops"
  | "changes-unidentified";

export interface ObjectBreakage {
  readonly code: ObjectBreakageCode;
  /** What it is and its name: `function f(integer)`, `type public.mood`, `role web`. */
  readonly object: string;
  /** The value of an enum that has gone; the type stays. */
  readonly part?: string;
  /** Of a function: the types that it took, which tell it from others of its name. */
  readonly arguments?: readonly TypeRef[];
  /** Another function that calls of it may mean: `f(integer,text)`. */
  readonly beside?: string;
  /** What it is called now, where it has not gone: `public.g`. */
  readonly to?: string;
  /** Where it is looked up by this name; absent for what the catalog does not have, such as roles. */
  readonly named?: ObjectSlot;
  /** Nothing made it that the history tells of, so it is older than any migration. */
  readonly assumed?: true;
}

/** An entry of the catalog that a name leads to. */
export interface ObjectSlot {
  readonly collection: "functionName" | "typeName" | "schema" | "other" | "cast" | "generation" | "relation";
  readonly key: string;
}

/** Data or objects that are gone afterwards. */
export interface Destruction {
  /** The relation that loses something, where it is one; what was created in the same migration does not count. */
  readonly relation?: RelationName;
  readonly code:
    | "rows"
    | "table"
    | "database"
    | "column"
    | "index"
    | "constraint"
    | "view"
    | "type"
    | "function"
    | "trigger"
    | "other";
  /** `public.users`, `public.users.email`, or the name of the object that goes with it. */
  readonly name: string;
  /** True where it goes without having been named (an index with its column, a view by CASCADE). */
  readonly implied: boolean;
  /** Only where the statement finds rows: by a row trigger or a referential action. */
  readonly ifRows?: true;
  /** It goes only because of CASCADE: without, the statement is refused. */
  readonly byCascade?: true;
  /** True where rows of a relation that may hold data are lost for good. */
  readonly loses: "data" | "definition";
}

/**
 * What no longer guards rows:
 *
 * - `triggers`: those of the relation that users made do not fire, or `part` alone;
 * - `foreign-keys`: nor do those that check foreign keys, of the relation and onto it;
 * - `session`: neither fires in this session, on any table;
 * - `row-security`: no policy of the relation hides rows;
 * - `trigger-gone`: the trigger `part` is dropped.
 */
export interface Unguarded {
  readonly code: "triggers" | "foreign-keys" | "session" | "row-security" | "trigger-gone";
  /** Absent for `session`. */
  readonly relation?: RelationName;
  readonly part?: string;
}

/**
 * What nobody sees in the statement, though nothing fails (see `surprises/`):
 *
 * - `one-value-for-all`: the new column `part` holds the same value in all old rows, computed once;
 * - `null-by-default`: INSERTs that leave the column `part` out put NULL there, where it had a default;
 * - `null-allowed`: the column `part` may hold NULL, which it could not;
 * - `unchecked-rows`: the new CHECK `part` counts for each row once it is changed, and is proven for none;
 * - `not-enforced`: the constraint `part` is checked no more;
 * - `narrow-reference`: the column `part` has a smaller integer type than the key `other` that it references;
 * - `integer-sequence`: the sequence `other` of the bigint column `part` still ends with those of integer;
 * - `index-renamed`: the index `part` is called `other` now, after its constraint;
 * - `stored-by-old-function`: the index, constraint or generated column `part` holds for what the function `other` did;
 * - `keeps-column-name`: the view's column `part` keeps that name, though what it shows was renamed;
 * - `passes-policies`: whoever reads the view sees rows of the table `other` that policies hide from him;
 * - `empty-after-crash`: the table is not logged.
 */
export interface Surprise {
  readonly code:
    | "one-value-for-all"
    | "null-by-default"
    | "null-allowed"
    | "unchecked-rows"
    | "not-enforced"
    | "narrow-reference"
    | "integer-sequence"
    | "index-renamed"
    | "stored-by-old-function"
    | "keeps-column-name"
    | "passes-policies"
    | "empty-after-crash";
  readonly relation: RelationName;
  readonly part?: string;
  readonly other?: string;
}

/** What a statement waits for besides its locks. */
export interface Wait {
  readonly code: "old-snapshots" | "all-users-of-relation" | "writers-of-relation" | "sequence-users";
  readonly relation?: RelationName;
}

export interface Failure {
  readonly sqlstate: string;
  /** The server's message as closely as the model can give it. */
  readonly message: string;
  /** `if-rows`: as soon as the table holds any row; `if-violated`: only where it holds rows that break the new rule. */
  readonly when: "always" | "if-rows" | "if-violated";
}

/**
 * What is taken to be so, though the history does not tell, because of two things that fit the worse was taken:
 *
 * - `old-type`: the change of a column's type is more than a widening;
 * - `constraint`: a constraint may be a foreign key, and then the other table is locked too;
 * - `key`: a constraint may be a key;
 * - `dependents`: other objects depend on it: `about`;
 * - `volatile`: a function that is not known is volatile;
 * - `domain`: a type that is not known is a domain with constraints;
 * - `new-value`: the column is of the enum that has got the value;
 * - `not-null`: a column is NOT NULL;
 * - `triggers`, `policies`: a table has such;
 * - `exists`: there is `about`;
 * - `run-time-name`: a body puts the text `about` together, and `…` in it is a name that fits;
 * - `fits`: what is not known of `about` is such that the statement runs.
 */
export interface Assumed {
  readonly kind:
    | "old-type"
    | "constraint"
    | "key"
    | "dependents"
    | "new-value"
    | "volatile"
    | "domain"
    | "not-null"
    | "triggers"
    | "policies"
    | "exists"
    | "run-time-name"
    | "fits";
  readonly about: string;
}

/** Which subcommand of an ALTER TABLE, from 0, has a kind of work done; the work itself is done once for all. */
export interface Cause {
  readonly subcommand: number;
  readonly kind: WorkKind;
}

/** What one statement does on one server version. */
export interface Effects {
  readonly locks: readonly Lock[];
  readonly work: readonly Work[];
  /** Absent where no subcommand has any work done. */
  readonly causes?: readonly Cause[];
  readonly breaks: readonly Breakage[];
  /** Absent where there are none. */
  readonly breaksObjects?: readonly ObjectBreakage[];
  readonly destroys: readonly Destruction[];
  readonly waits: readonly Wait[];
  /** A statement that always fails holds nothing afterwards: its locks and work are empty. */
  readonly fails: Failure | undefined;
  /** True where the work that a similar statement does is spared, and why, for hovers (`a valid CHECK proves it`). */
  readonly spared: readonly string[];
  /** Absent where all guards stay. */
  readonly unguards?: readonly Unguarded[];
  /** Absent where there are none. */
  readonly surprises?: readonly Surprise[];
  /** The system catalogs that it writes to: `pg_catalog.pg_index`; absent where there are none. */
  readonly writesSystem?: readonly string[];
  /** What everybody may do from now on, in words: `INSERT on public.users`; absent where it grants nothing broad. */
  readonly opens?: readonly string[];
  /** Why nothing is known of a text that it executes, as clauses; absent where there is none. */
  readonly runsUnknown?: readonly string[];
  /** Absent where nothing more is assumed than that relations exist. */
  readonly assumes?: readonly Assumed[];
}

export const noEffects: Effects = {
  locks: [],
  work: [],
  breaks: [],
  destroys: [],
  waits: [],
  fails: undefined,
  spared: [],
};
