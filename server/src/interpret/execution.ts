import type { Node, SelectStmt } from "@pgsql/types";
import type { CatalogEdit } from "../catalog/edit.ts";
import type { Routine } from "../catalog/functions.ts";
import type { Relation } from "../catalog/relations.ts";
import { ServerVersion } from "../catalog/serverVersion.ts";
import type { Body, Program } from "../sql/program.ts";
import { Budget } from "./budget.ts";
import type { Assumed, Effects, Failure, WorkKind } from "./effects.ts";
import { EffectsRecorder } from "./effectsRecorder.ts";
import type { LockMode } from "./locks.ts";
import type { Evaluated, Place, Selected } from "./query/place.ts";
import type { Reading } from "./query/reading.ts";
import type { QueryColumn, Scope } from "./query/scope.ts";
import { Repeats } from "./repeats.ts";
import { NotAnalysed, StatementError } from "./statementError.ts";
import { topLevel, type Surroundings } from "./surroundings.ts";
import type { Target } from "./target.ts";
import type { Value } from "./values/value.ts";

/** What a statement may run that it holds, calls or sets off. */
export interface Bodies {
  /** The interpreter of a statement in a body. */
  interpreterOf(node: Node): ((execution: Execution) => void) | undefined;
  /** Runs a routine and gives what it returns, where that is known. */
  callRoutine(execution: Execution, routine: Routine, values: readonly Value[]): Value;
  /** Runs a PL/pgSQL body. */
  runProgram(execution: Execution, program: Program, parameters: ReadonlyMap<string, Value>): Finished;
  /** The type and the value of an expression. */
  evaluate(at: Place, node: Node): Evaluated;
  /** A query inside of another, or of a body. */
  select(at: Place, query: SelectStmt): Selected;
  /** INSERT, UPDATE, DELETE or MERGE, by itself or in WITH; yields what RETURNING lists. */
  change(reading: Reading, node: Node, scope: Scope): readonly QueryColumn[];
}

/** How a body ended. */
export interface Finished {
  /** What it returned, where that is known. */
  readonly returned: Value;
  /** True where it may have gone more than one way. */
  readonly uncertain: boolean;
}

/**
 * One statement being executed on the model. Interpreters look names up, lock, work, change and fail in the order
 * PostgreSQL does: what they do goes to `recorder` and to `edit`, what they have to reckon with is in `surroundings`.
 */
export class Execution {
  readonly edit: CatalogEdit;
  readonly target: Omit<Target, "major">;
  /** The server it runs on; what is asked of it decides on which others the statement does the same. */
  readonly server: ServerVersion;
  readonly recorder: EffectsRecorder;
  /** How far the bodies are followed that the statement runs. */
  readonly budget: Budget;
  readonly bodies: Bodies;
  readonly repeats = new Repeats();
  private around: Surroundings;
  /** True for EXPLAIN: the statement is planned and locks what it would, but nothing is read. */
  plansOnly = false;

  constructor(
    edit: CatalogEdit,
    target: Target,
    body: Body | undefined,
    bodies: Bodies,
    budget = new Budget(),
    server = new ServerVersion(target.major),
  ) {
    this.edit = edit;
    this.target = target;
    this.server = server;
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

  lock(relation: Relation, mode: LockMode): void {
    this.recorder.lock(relation, mode);
  }

  work(relation: Relation, kind: WorkKind): void {
    this.recorder.work(relation, kind);
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
