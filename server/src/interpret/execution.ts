import type { CatalogEdit } from "../catalog/edit.ts";
import { displayName, type RelationId } from "../catalog/ids.ts";
import { isIndex, type Relation } from "../catalog/relations.ts";
import type { Node } from "@pgsql/types";
import type { Body } from "../sql/program.ts";
import type {
  Assumed,
  Breakage,
  BreakageCode,
  Destruction,
  Effects,
  Failure,
  RelationName,
  Wait,
  WorkKind,
} from "./effects.ts";
import { atLeast, strongerLock, type LockMode } from "./locks.ts";
import type { Target } from "./target.ts";

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

export type InterpreterOf = (node: Node) => ((execution: Execution) => void) | undefined;

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
  readonly perhaps: boolean;
  /** The columns of NEW and OLD in a row trigger; undefined outside of one. */
  readonly rowColumns: readonly string[] | undefined;
  /** How many triggers are being run, one inside the other. */
  readonly triggerDepth: number;
}

const topLevel: Surroundings = {
  body: undefined,
  insideBody: false,
  atomic: true,
  running: [],
  transitionTables: [],
  perhaps: false,
  rowColumns: undefined,
  triggerDepth: 0,
};

/**
 * One statement being executed on the model: it collects effects and edits the catalog. Interpreters look names up,
 * lock, work, change and fail in the order PostgreSQL does.
 */
export class Execution {
  readonly edit: CatalogEdit;
  readonly target: Target;
  private readonly names = new Map<RelationId, RelationName>();
  private readonly locked = new Map<RelationId, LockMode>();
  private readonly news = new Set<RelationId>();
  private readonly worked = new Map<string, { relation: RelationName; kind: WorkKind }>();
  private readonly breakages: Breakage[] = [];
  private readonly destructions: Destruction[] = [];
  private readonly waiting: Wait[] = [];
  private readonly sparing: string[] = [];
  private readonly system: string[] = [];
  private readonly assumptions = new Map<string, Assumed>();
  private conditional: Failure | undefined;
  private unknown: string | undefined;
  private around: Surroundings;
  private onlyWithRows = false;
  /** The relations whose lock, or whose strength of it, depends on there being rows. */
  private readonly perRow = new Set<RelationId>();
  /** The interpreter of a statement that this one runs. */
  readonly interpreterOf: InterpreterOf;
  /** True for EXPLAIN: the statement is planned and locks what it would, but nothing is read. */
  plansOnly = false;

  constructor(
    edit: CatalogEdit,
    target: Target,
    body?: Body,
    interpreterOf: InterpreterOf = () => undefined,
  ) {
    this.edit = edit;
    this.target = target;
    this.interpreterOf = interpreterOf;
    this.around = { ...topLevel, body };
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
    const before = this.onlyWithRows;
    this.onlyWithRows = true;
    try {
      run();
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      undo();
      this.failIfRows(error.failure.sqlstate, error.failure.message);
    } finally {
      this.onlyWithRows = before;
    }
  }

  /** Returns a function that takes back all that happens from now on, as ROLLBACK TO SAVEPOINT does. */
  savepoint(): () => void {
    const { locked, news, worked, perRow, conditional, unknown } = this;
    const back = [
      this.edit.mark(),
      restoring(locked),
      restoring(worked),
      restoring(news),
      restoring(perRow),
      ...[this.breakages, this.destructions, this.waiting, this.sparing, this.system].map(shortening),
    ];
    return () => {
      for (const undo of back) undo();
      this.conditional = conditional;
      this.unknown = unknown;
    };
  }

  /** The error noted so far that depends on rows; an exception handler may catch it. */
  get pending(): Failure | undefined {
    return this.conditional;
  }

  set pending(failure: Failure | undefined) {
    this.conditional = failure;
  }

  /** Notes that a part of the statement could not be followed; the rest stands. */
  partly(reason: string): void {
    this.unknown ??= reason;
  }

  /** Why the effects may not be all, or undefined. */
  get incomplete(): string | undefined {
    return this.unknown;
  }

  /** Says that this statement made a relation: what happens to it from now on concerns nobody else. */
  created(id: RelationId): void {
    this.news.add(id);
  }

  isNew(id: RelationId): boolean {
    return this.news.has(id);
  }

  /** A lock on a relation that exists now, or is created by this statement (then it is not listed). */
  lock(relation: Relation, mode: LockMode): void {
    if (this.news.has(relation.id)) return;
    if (isIndexLike(relation) && !atLeast(mode, "SHARE UPDATE EXCLUSIVE")) return;
    this.nameOf(relation);
    const held = this.locked.get(relation.id);
    const stronger = held === undefined ? mode : strongerLock(held, mode);
    if (stronger === held) return;
    this.locked.set(relation.id, stronger);
    if (this.onlyWithRows) this.perRow.add(relation.id);
    else this.perRow.delete(relation.id);
  }

  /** Work on the rows of a relation; the same work twice counts once. Not listed for a relation made here. */
  work(relation: Relation, kind: WorkKind): void {
    if (this.news.has(relation.id)) return;
    this.worked.set(`${kind} ${relation.id}`, { relation: this.nameOf(relation), kind });
  }

  /** Notes what the catalogs before and after do not tell; the rest is `breakagesOf`. */
  breaks(code: BreakageCode, relation: Relation, part?: string): void {
    this.breakages.push({ code, relation: this.nameOf(relation), ...(part === undefined ? {} : { part }) });
  }

  /** Notes what is lost, and by which relation: an index or a column by its table. */
  destroys(destruction: Omit<Destruction, "relation">, relation?: Relation): void {
    this.destructions.push({
      ...destruction,
      ...(relation === undefined ? {} : { relation: this.nameOf(relation) }),
    });
  }

  waits(code: Wait["code"], relation?: Relation): void {
    this.waiting.push({ code, ...(relation === undefined ? {} : { relation: this.nameOf(relation) }) });
  }

  /** Notes that a system catalog is written to, which a superuser alone may. */
  writesSystem(name: string): void {
    if (!this.system.includes(name)) this.system.push(name);
  }

  /** Says why expected work is not done. */
  spare(reason: string): void {
    this.sparing.push(reason);
  }

  /** Says what is taken to be so, though the history does not tell. */
  assume(assumed: Assumed): void {
    this.assumptions.set(JSON.stringify(assumed), assumed);
  }

  /** Ends the statement with an error. */
  fail(sqlstate: string, message: string): never {
    throw new StatementError(sqlstate, message);
  }

  /** Notes an error that comes as soon as there is any row; the statement goes on. */
  failIfRows(sqlstate: string, message: string): void {
    if (this.conditional?.when !== "if-rows") this.conditional = { sqlstate, message, when: "if-rows" };
  }

  /** Notes an error that comes only where rows violate what the statement checks; the statement goes on. */
  failIfViolated(sqlstate: string, message: string): void {
    // Foreign keys are looked up last of all, whatever comes first in the statement (ATRewriteTables).
    if (this.conditional === undefined || this.conditional.sqlstate === "23503")
      this.conditional = { sqlstate, message, when: "if-violated" };
  }

  /** Gives up on the statement, in words that complete "not analysed: …". */
  giveUp(reason: string): never {
    throw new NotAnalysed(reason);
  }

  effects(): Effects {
    return {
      locks: orNone(
        [...this.locked].flatMap(([id, mode]) => {
          const relation = this.names.get(id);
          const ifRows = this.perRow.has(id) ? { ifRows: true as const } : {};
          return relation === undefined ? [] : [{ relation, mode, ...ifRows }];
        }),
      ),
      work: orNone([...this.worked.values()].filter((work) => !this.isPartOfRewrite(work))),
      breaks: orNone(this.breakages),
      destroys: orNone(this.destructions),
      waits: orNone(this.waiting),
      fails: this.conditional,
      spared: orNone(this.sparing),
      ...(this.system.length === 0 ? {} : { writesSystem: this.system }),
      ...(this.assumptions.size === 0 ? {} : { assumes: [...this.assumptions.values()] }),
    };
  }

  /** A body may rewrite a table and make an index on it: both count as the one rewrite. */
  private isPartOfRewrite({ relation, kind }: { relation: RelationName; kind: WorkKind }): boolean {
    if (kind !== "index-build") return false;
    const index = this.edit.get("relation", relation.id) ?? this.edit.before("relation", relation.id);
    const table = index !== undefined && isIndex(index) ? index.table : relation.id;
    return this.worked.has(`rewrite ${table}`);
  }

  /** The name a relation had when the statement first touched it. */
  private nameOf(relation: Relation): RelationName {
    const known = this.names.get(relation.id);
    if (known !== undefined) return known;
    const name = shownName(relation);
    this.names.set(relation.id, name);
    return name;
  }
}

/** Brings a map or a set back to what it holds now. */
function restoring<K, V>(collection: Map<K, V> | Set<K>): () => void {
  if (collection instanceof Set) {
    const items = [...collection];
    return () => {
      collection.clear();
      for (const item of items) collection.add(item);
    };
  }
  const entries = [...collection];
  return () => {
    collection.clear();
    for (const [key, value] of entries) collection.set(key, value);
  };
}

function shortening(items: unknown[]): () => void {
  const { length } = items;
  return () => {
    items.length = length;
  };
}

/** Histories are long and mostly do nothing of a kind: one empty list serves all statements. */
const none: readonly never[] = [];

function orNone<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list;
}

const shownNames = new WeakMap<Relation, RelationName>();

function shownName(relation: Relation): RelationName {
  const known = shownNames.get(relation);
  if (known !== undefined) return known;
  const name: RelationName = {
    id: relation.id,
    name: displayName(relation),
    kind: relation.kind,
    ...(relation.unnamed === true ? { unnamed: true } : {}),
  };
  shownNames.set(relation, name);
  return name;
}

function isIndexLike(relation: Relation): boolean {
  return relation.kind === "index" || relation.kind === "partitioned-index";
}
