import type { FuncCall, Node } from "@pgsql/types";
import type { CatalogEdit } from "../catalog/edit.ts";
import type { Routine } from "../catalog/functions.ts";
import type { RelationId } from "../catalog/ids.ts";
import type { Relation } from "../catalog/relations.ts";
import type { Body, Program } from "../sql/program.ts";
import { Budget } from "./budget.ts";
import type {
  Assumed,
  BreakageCode,
  Destruction,
  Effects,
  Failure,
  Unguarded,
  Wait,
  WorkKind,
} from "./effects.ts";
import { EffectsRecorder } from "./effectsRecorder.ts";
import type { LockMode } from "./locks.ts";
import { Repeats } from "./repeats.ts";
import type { Target } from "./target.ts";
import type { Value } from "./values/value.ts";

/**
 * PostgreSQL's ereport(ERROR) inside the interpreter: it unwinds one statement and never leaves `interpret`, which
 * turns it into `effects.fails`.
 */
export class StatementError extends Error {
  readonly failure: Failure;
  constructor(sqlstate: string, message: string) {
    super(message);
    this.failure = { sqlstate, message, when: "always" };
  }
}

/** Raised by an interpreter where the model cannot follow; the statement is then reported as not analysed. */
export class NotAnalysed extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What a statement may run that it holds, calls or sets off. */
export interface Bodies {
  /** The interpreter of a statement in a body. */
  interpreterOf(node: Node): ((execution: Execution) => void) | undefined;
  /** Runs a routine and gives what it returns, where that is known. */
  callRoutine(execution: Execution, routine: Routine, values: readonly Value[]): Value;
  /** Runs a PL/pgSQL body. */
  runProgram(execution: Execution, program: Program, parameters: ReadonlyMap<string, Value>): Finished;
}

/** How a body ended. */
export interface Finished {
  /** What it returned, where that is known. */
  readonly returned: Value;
  /** True where it may have gone more than one way. */
  readonly uncertain: boolean;
}

const noBodies: Bodies = {
  interpreterOf: () => undefined,
  callRoutine: () => undefined,
  runProgram: () => ({ returned: undefined, uncertain: true }),
};

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
  /** The calls of routines in the statement that were made so far. */
  readonly calls: Map<FuncCall, Call>;
}

/**
 * One statement being executed on the model. Interpreters look names up, lock, work, change and fail in the order
 * PostgreSQL does: what they do goes to `recorder` and to `edit`, what they have to reckon with is in `surroundings`.
 */
export class Execution {
  readonly edit: CatalogEdit;
  readonly target: Target;
  readonly recorder: EffectsRecorder;
  /** How far the bodies are followed that the statement runs. */
  readonly budget: Budget;
  readonly bodies: Bodies;
  readonly repeats = new Repeats();
  private around: Surroundings;
  /** True for EXPLAIN: the statement is planned and locks what it would, but nothing is read. */
  plansOnly = false;

  constructor(edit: CatalogEdit, target: Target, body?: Body, bodies = noBodies, budget = new Budget()) {
    this.edit = edit;
    this.target = target;
    this.bodies = bodies;
    this.budget = budget;
    this.recorder = new EffectsRecorder(edit);
    this.around = topLevel(body);
  }

  /** What the statement's body runs, where it is a DO block or a routine. */
  get body(): Body | undefined {
    return this.around.body;
  }

  /** True while a statement of a body is interpreted: its variables look like columns, and there is no top level. */
  get insideBody(): boolean {
    return this.around.insideBody;
  }

  get surroundings(): Surroundings {
    return this.around;
  }

  /** Runs something in other surroundings, e.g. in the body of a function. */
  within<T>(change: Partial<Surroundings>, run: () => T): T {
    const before = this.around;
    this.around = { ...before, ...change };
    try {
      return run();
    } finally {
      this.around = before;
    }
  }

  /**
   * Runs what happens only where there are rows, e.g. a row trigger. Its locks are listed, since who runs the statement
   * has to reckon with rows; an error in it comes only with rows.
   */
  ifRows(run: () => void): void {
    const undo = this.savepoint();
    const before = this.recorder.onlyWithRows;
    this.recorder.onlyWithRows = true;
    try {
      run();
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      undo();
      this.failIfRows(error.failure.sqlstate, error.failure.message);
    } finally {
      this.recorder.onlyWithRows = before;
    }
  }

  /** Returns a function that takes back all that happens from now on, as ROLLBACK TO SAVEPOINT does. */
  savepoint(): () => void {
    const back = [this.edit.mark(), this.recorder.savepoint(), this.budget.savepoint()];
    return () => {
      for (const undo of back) undo();
    };
  }

  /** The same number as long as doing the same again would find the same and leave nothing new behind. */
  get version(): number {
    return this.edit.version + this.recorder.version;
  }

  /** The error noted so far that depends on rows; an exception handler may catch it. */
  get pending(): Failure | undefined {
    return this.recorder.pending;
  }

  set pending(failure: Failure | undefined) {
    this.recorder.pending = failure;
  }

  /** Notes that a part of the statement could not be followed; the rest stands. */
  partly(reason: string): void {
    this.recorder.partly(reason);
  }

  /** Says that this statement made a relation: what happens to it from now on concerns nobody else. */
  created(id: RelationId): void {
    this.recorder.created(id);
  }

  isNew(id: RelationId): boolean {
    return this.recorder.isNew(id);
  }

  lock(relation: Relation, mode: LockMode): void {
    this.recorder.lock(relation, mode);
  }

  work(relation: Relation, kind: WorkKind): void {
    this.recorder.work(relation, kind);
  }

  breaks(code: BreakageCode, relation: Relation, part?: string): void {
    this.recorder.breaks(code, relation, part);
  }

  destroys(destruction: Omit<Destruction, "relation">, relation?: Relation): void {
    this.recorder.destroys(destruction, relation);
  }

  byCascade(run: () => void): void {
    this.recorder.byCascade(run);
  }

  unguards(guard: Omit<Unguarded, "relation">, relation?: Relation): void {
    this.recorder.unguards(guard, relation);
  }

  waits(code: Wait["code"], relation?: Relation): void {
    this.recorder.waits(code, relation);
  }

  writesSystem(name: string): void {
    this.recorder.writesSystem(name);
  }

  avoidWork(reason: string): void {
    this.recorder.avoidWork(reason);
  }

  assume(assumed: Assumed): void {
    this.recorder.assume(assumed);
  }

  failIfRows(sqlstate: string, message: string): void {
    this.recorder.failIfRows(sqlstate, message);
  }

  failIfViolated(sqlstate: string, message: string): void {
    this.recorder.failIfViolated(sqlstate, message);
  }

  /** Ends the statement with an error. */
  fail(sqlstate: string, message: string): never {
    throw new StatementError(sqlstate, message);
  }

  /** Gives up on the statement, in words that complete "not analysed: …". */
  giveUp(reason: string): never {
    throw new NotAnalysed(reason);
  }

  effects(): Effects {
    return this.recorder.effects();
  }
}

function topLevel(body: Body | undefined): Surroundings {
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
    calls: new Map(),
  };
}
