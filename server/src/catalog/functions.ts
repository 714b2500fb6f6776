import type { Node } from "@pgsql/types";
import type { FunctionId, QualifiedName, RelationId } from "./ids.ts";
import type { TypeRef } from "./types.ts";

export type Volatility = "immutable" | "stable" | "volatile";

export interface Routine extends QualifiedName {
  readonly id: FunctionId;
  readonly kind: "function" | "procedure" | "aggregate" | "window";
  /** The types of the input parameters. */
  readonly arguments: readonly TypeRef[];
  /** Their names, "" where there is none. */
  readonly argumentNames: readonly string[];
  /** Absent for procedures. */
  readonly returns?: TypeRef;
  readonly returnsTrigger: boolean;
  readonly language: string;
  readonly volatility: Volatility;
  /** The volatility of the body of a simple SQL function, which the planner puts in place of a call. */
  readonly inlined?: Volatility;
  /** RETURNS SETOF or TABLE. */
  readonly returnsSet: boolean;
  /** The body as written; for SQL-standard bodies (BEGIN ATOMIC, RETURN) see `atomic`. */
  readonly body?: string;
  readonly atomic?: Node;
  /** What a body in SQL-standard form depends on; bodies in strings depend on nothing. */
  readonly reads?: readonly RelationId[];
}
