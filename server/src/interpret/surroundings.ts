import type { FuncCall } from "@pgsql/types";
import type { Body } from "../sql/program.ts";
import type { Failure } from "./effects.ts";
import type { RunningStep } from "./ranStatements.ts";
import type { Value } from "./values/value.ts";

/** A call of a routine: what it was given, and what it gives. */
export interface Call {
  readonly values: readonly Value[];
  readonly value: Value;
  /** False where it was only asked what it would give. */
  readonly isMade: boolean;
}

/** What is around the statement that is being interpreted, where it stands in a body. */
export interface Surroundings {
  readonly body: Body | undefined;
  readonly insideBody: boolean;
  /** False where a body may end the transaction: a DO block or a procedure that is called outside of one. */
  readonly atomic: boolean;
  /** Routines and triggers that are being run, outermost first. */
  readonly running: readonly string[];
  /** The transition tables of the trigger that runs. */
  readonly transitionTables: readonly string[];
  /** True where it is open whether the bodies around come as far as this: what fails here is left out. */
  readonly uncertain: boolean;
  /** The columns of NEW and OLD in a row trigger; undefined outside of one. */
  readonly rowColumns: readonly string[] | undefined;
  /** How many triggers are being run, one inside the other. */
  readonly triggerDepth: number;
  /** The value of a variable or parameter of the body around, by its possibly qualified name. */
  readonly variable: (parts: readonly string[]) => Value;
  /** The step of the outermost body that is being run; undefined outside of one. */
  readonly step: RunningStep | undefined;
  /** Is told of a RAISE that comes about on some way through a body, and is not caught there. */
  readonly perhapsRaised?: (failure: Pick<Failure, "sqlstate" | "message">) => void;
  /** The calls of routines in the statement that were made so far. */
  readonly calls: Map<FuncCall, Call>;
}

/** Where no body is around. */
export function topLevel(body: Body | undefined): Surroundings {
  return {
    body,
    insideBody: false,
    atomic: true,
    running: [],
    transitionTables: [],
    uncertain: false,
    rowColumns: undefined,
    triggerDepth: 0,
    variable: () => undefined,
    step: undefined,
    calls: new Map(),
  };
}
