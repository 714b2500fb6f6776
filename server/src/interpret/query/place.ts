import type { FuncCall, Node, SelectStmt } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import type { Row, Value } from "../values/value.ts";
import type { Reading } from "./reading.ts";
import type { QueryColumn, Scope } from "./scope.ts";

/** What an expression is. */
export interface Evaluated {
  /** As far as the catalog, the settings and the variables decide it. */
  readonly value: Value;
  /**
   * As far as it can be told, worked out when somebody asks; a literal has the type that it has before anything gives
   * it one (UNKNOWN).
   */
  readonly type: () => TypeRef | undefined;
  /** The rows of a call that returns a set, where they are known. */
  readonly set?: readonly Value[] | undefined;
}

/** The rows of a query on the system catalogs. */
export interface Rows {
  readonly rows: readonly Row[];
  /** False where there may be more of them, or fewer. */
  readonly complete: boolean;
}

/** What a query gives. */
export interface Selected {
  readonly columns: readonly QueryColumn[];
  /** As far as the catalog decides; undefined where it does not, or where they are not wanted. */
  readonly rows: Rows | undefined;
}

/** The types of expressions that were asked for: they nest, and each is asked for by all around it. */
export type KnownTypes = WeakMap<Scope, WeakMap<Node, Evaluated>>;

/** Where an expression stands: what its names mean, what becomes of it, and who is told what it does. */
export interface Place {
  readonly execution: Execution;
  readonly scope: Scope;
  /** Who is told what is read and called; absent where that has been told already, and values alone are wanted. */
  readonly notes: Reading | undefined;
  /**
   * - `types`: it is parsed alone, no value is computed and no call made;
   * - `asks`: values are computed; what calls would give is asked, and rolled back;
   * - `runs`: calls are made too.
   */
  readonly follows: "types" | "asks" | "runs";
  /** True where it is evaluated for each of some rows, and it is not known that there are any. */
  readonly forRows: boolean;
  /** True where it is open whether it is evaluated at all, whatever rows there are. */
  readonly perhaps: boolean;
  /** True where the rows of queries are wanted, as far as the catalog has them. */
  readonly rows: boolean;
  /** The value of a variable or parameter, by its possibly qualified name. */
  readonly variable: (parts: readonly string[]) => Value;
  /** The value of a name in the rows that are looked at; undefined where it means nothing in them. */
  readonly row: ((parts: readonly string[]) => { readonly value: Value } | undefined) | undefined;
  /** The value of an aggregate over the rows of the query; absent outside of one. */
  readonly aggregate: ((call: FuncCall) => Value) | undefined;
  readonly known: KnownTypes | undefined;
}

/** The type and the value of an expression; see `evaluate.ts`. */
export function evaluate(at: Place, node: Node): Evaluated {
  return at.execution.bodies.evaluate(at, node);
}

/** A query inside of another, or of a body: its columns, and its rows where they are wanted. */
export function select(at: Place, query: SelectStmt): Selected {
  return at.execution.bodies.select(at, query);
}

/** Walks through a query: what it reads goes to `reading`, what it yields is returned. */
export function readSelect(reading: Reading, query: SelectStmt, outer: Scope): readonly QueryColumn[] {
  return select(placeIn(reading, outer), query).columns;
}

/** Where what `reading` reads stands. */
export function placeIn(reading: Reading, scope: Scope): Place {
  const { execution } = reading;
  return {
    execution,
    scope,
    notes: reading,
    follows: reading.runs && !execution.plansOnly ? "runs" : "types",
    forRows: reading.isForRows,
    perhaps: false,
    rows: false,
    variable: execution.surroundings.variable,
    row: undefined,
    aggregate: undefined,
    known: reading.usedTypes === undefined ? undefined : reading.types,
  };
}

/** Where only the types of expressions are of interest. */
export function placeForTypes(reading: Reading, scope: Scope): Place {
  return { ...placeIn(reading, scope), notes: undefined, follows: "types", known: reading.types };
}

/** Where what is evaluated has been read before, and its values are wanted. */
export function placeForValues(
  execution: Execution,
  scope: Scope,
  follows: Place["follows"],
  variable: Place["variable"],
): Place {
  return {
    execution,
    scope,
    notes: undefined,
    follows,
    forRows: false,
    perhaps: false,
    rows: true,
    variable,
    row: undefined,
    aggregate: undefined,
    known: undefined,
  };
}

/** True where nobody is told anything and nobody asks for types. */
export function isForValues({ notes, follows }: Place): boolean {
  return notes === undefined && follows !== "types";
}

/** What is parsed there and never evaluated. */
export function unreached(at: Place): Place {
  return at.follows === "types" ? at : { ...at, follows: "types" };
}

/** What may be evaluated there or not. */
export function perhaps(at: Place): Place {
  return at.follows === "types" || at.perhaps ? at : { ...at, perhaps: true };
}

/** What is evaluated there for each of some rows, if there are any. */
export function forRows(at: Place, applies = true): Place {
  return applies && !at.forRows ? { ...at, forRows: true } : at;
}

/** Computes something once, when it is asked for. */
export function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

export const noType = (): undefined => undefined;

/** What is known of nothing. */
export const nothing: Evaluated = { value: undefined, type: noType };
