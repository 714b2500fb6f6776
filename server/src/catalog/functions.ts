import type { Node } from "@pgsql/types";
import type { Body } from "../sql/program.ts";
import type { FunctionId, ObjectId, QualifiedName, RelationId } from "./ids.ts";
import type { TypeRef } from "./types.ts";

export type Volatility = "immutable" | "stable" | "volatile";

export interface Routine extends QualifiedName {
  readonly id: FunctionId;
  readonly kind: "function" | "procedure" | "aggregate" | "window";
  /** The types of the input parameters. */
  readonly arguments: readonly TypeRef[];
  /** Their names, "" where there is none. */
  readonly argumentNames: readonly string[];
  /** How many of the last ones have a default; absent where none has. */
  readonly defaults?: number;
  /** Absent for procedures. */
  readonly returns?: TypeRef;
  /** The output columns that TABLE or OUT parameters name. */
  readonly columns?: readonly { readonly name: string; readonly type: TypeRef }[];
  /** RETURNS trigger or event_trigger. */
  readonly returnsTrigger: boolean;
  readonly returnsEventTrigger?: true;
  readonly language: string;
  readonly volatility: Volatility;
  /** The volatility of the body of a simple SQL function, which the planner puts in place of a call. */
  readonly inlined?: Volatility;
  /** RETURNS SETOF or TABLE. */
  readonly returnsSet: boolean;
  /** The body as written; for SQL-standard bodies (BEGIN ATOMIC, RETURN) see `atomic`. */
  readonly body?: string;
  readonly atomic?: Node;
  /** The body as it is run when the routine is called; absent for other languages and SQL-standard bodies. */
  readonly program?: Body;
  /** What its SET clauses set while it runs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What a body in SQL-standard form depends on; bodies in strings depend on nothing. */
  readonly reads?: readonly RelationId[];
  /** The functions, types and sequences that such a body and the defaults of parameters use; absent where there are none. */
  readonly uses?: readonly ObjectId[];
}
