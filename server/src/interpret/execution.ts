import type { CatalogEdit } from "../catalog/edit.ts";
import { displayName, type RelationId } from "../catalog/ids.ts";
import type { Relation } from "../catalog/relations.ts";
import type { BodyStatement } from "../sql/statement.ts";
import type {
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
  private conditional: Failure | undefined;
  private unknown: string | undefined;
  /** What the statement's body runs, where it is a DO block or a function. */
  readonly body: readonly BodyStatement[] | undefined;
  /** True while a statement of a body is interpreted: its variables look like columns, and there is no top level. */
  insideBody = false;

  constructor(edit: CatalogEdit, target: Target, body?: readonly BodyStatement[]) {
    this.edit = edit;
    this.target = target;
    this.body = body;
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
    this.locked.set(relation.id, held === undefined ? mode : strongerLock(held, mode));
  }

  /** Work on the rows of a relation; the same work twice counts once. Not listed for a relation made here. */
  work(relation: Relation, kind: WorkKind): void {
    if (this.news.has(relation.id)) return;
    this.worked.set(`${kind} ${relation.id}`, { relation: this.nameOf(relation), kind });
  }

  breaks(code: BreakageCode, relation: Relation, part?: string): void {
    this.breakages.push({ code, relation: this.nameOf(relation), ...(part === undefined ? {} : { part }) });
  }

  destroys(destruction: Destruction): void {
    this.destructions.push(destruction);
  }

  waits(code: Wait["code"], relation?: Relation): void {
    this.waiting.push({ code, ...(relation === undefined ? {} : { relation: this.nameOf(relation) }) });
  }

  /** Says why expected work is not done. */
  spare(reason: string): void {
    this.sparing.push(reason);
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
    this.conditional ??= { sqlstate, message, when: "if-violated" };
  }

  /** Gives up on the statement, in words that complete "not analysed: …". */
  giveUp(reason: string): never {
    throw new NotAnalysed(reason);
  }

  effects(): Effects {
    return {
      locks: [...this.locked].flatMap(([id, mode]) => {
        const relation = this.names.get(id);
        return relation === undefined ? [] : [{ relation, mode }];
      }),
      work: [...this.worked.values()].filter((work) => !this.isPartOfRewrite(work)),
      breaks: this.breakages,
      destroys: this.destructions,
      waits: this.waiting,
      fails: this.conditional,
      spared: this.sparing,
    };
  }

  /** A body may rewrite a table and make an index on it: both count as the one rewrite. */
  private isPartOfRewrite({ relation, kind }: { relation: RelationName; kind: WorkKind }): boolean {
    return kind === "index-build" && this.worked.has(`rewrite ${relation.id}`);
  }

  /** The name a relation had when the statement first touched it. */
  private nameOf(relation: Relation): RelationName {
    const known = this.names.get(relation.id);
    if (known !== undefined) return known;
    const name = { id: relation.id, name: displayName(relation), kind: relation.kind };
    this.names.set(relation.id, name);
    return name;
  }
}

function isIndexLike(relation: Relation): boolean {
  return relation.kind === "index" || relation.kind === "partitioned-index";
}
