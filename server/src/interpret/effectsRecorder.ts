import type { CatalogEdit } from "../catalog/edit.ts";
import { displayName, olderRelationId, type RelationId } from "../catalog/ids.ts";
import { isRunTimeName } from "../catalog/runTimeNames.ts";
import { isIndex, type Relation } from "../catalog/relations.ts";
import { UndoLog } from "../catalog/undoLog.ts";
import type {
  Assumed,
  Breakage,
  BreakageCode,
  Cause,
  Destruction,
  Effects,
  Failure,
  Surprise,
  ObjectBreakage,
  RelationName,
  Unguarded,
  Wait,
  Work,
  WorkKind,
} from "./effects.ts";
import { atLeast, strongerLock, type LockMode } from "./locks.ts";
import { RanStatements } from "./ranStatements.ts";

/** Collects what a statement does, and takes back what a savepoint takes back. */
export class EffectsRecorder {
  private readonly edit: CatalogEdit;
  private readonly log = new UndoLog();
  private readonly names = new Map<RelationId, RelationName>();
  private readonly locked = new Map<RelationId, LockMode>();
  private readonly createdHere = new Set<RelationId>();
  private readonly worked = new Map<string, Work>();
  private readonly breakages: Breakage[] = [];
  private readonly objectBreakages: ObjectBreakage[] = [];
  private readonly surprising: Surprise[] = [];
  private readonly destructions: Destruction[] = [];
  private readonly waiting: Wait[] = [];
  private readonly sparing: string[] = [];
  private readonly system: string[] = [];
  private readonly opened: string[] = [];
  private readonly unknownTexts: string[] = [];
  private readonly unguarded: Unguarded[] = [];
  private readonly assumptions = new Map<string, Assumed>();
  private readonly causes = new Map<string, Cause>();
  private conditional: Failure | undefined;
  private unknown: string | undefined;
  private undone = 0;
  /** What bodies ran; it tells nothing of what doing the same again would do. */
  readonly ran = new RanStatements();
  /** The subcommand of ALTER TABLE that is being run, from 0. */
  subcommand: number | undefined;
  /** True while all that is recorded happens only where there are rows. */
  onlyWithRows = false;
  private cascading = false;
  /** The relations whose lock, or whose strength of it, depends on there being rows. */
  private readonly perRow = new Set<RelationId>();

  constructor(edit: CatalogEdit) {
    this.edit = edit;
  }

  /** Returns a function that takes back all that is recorded from now on. */
  savepoint(): () => void {
    const undo = this.log.mark();
    const undoRan = this.ran.savepoint();
    const { conditional, unknown } = this;
    return () => {
      undoRan();
      const isOther = this.conditional !== conditional || this.unknown !== unknown;
      if (undo() || isOther) this.undone++;
      this.conditional = conditional;
      this.unknown = unknown;
    };
  }

  /** Another number whenever something was rolled back, so that it may have to be recorded again. */
  get version(): number {
    return this.undone;
  }

  /** The error noted so far that depends on rows; an exception handler may catch it. */
  get pending(): Failure | undefined {
    return this.conditional;
  }

  set pending(failure: Failure | undefined) {
    if (this.conditional !== failure) this.undone++;
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
    this.log.add(this.createdHere, id);
  }

  isNew(id: RelationId): boolean {
    return this.createdHere.has(id);
  }

  /** A lock on a relation that exists now, or is created by this statement (then it is not listed). */
  lock(relation: Relation, mode: LockMode): void {
    if (this.createdHere.has(relation.id)) return;
    if (isIndexLike(relation) && !atLeast(mode, "SHARE UPDATE EXCLUSIVE")) return;
    this.nameOf(relation);
    const held = this.locked.get(relation.id);
    const stronger = held === undefined ? mode : strongerLock(held, mode);
    if (stronger === held) return;
    this.log.put(this.locked, relation.id, stronger);
    if (this.onlyWithRows) this.log.add(this.perRow, relation.id);
    else this.log.remove(this.perRow, relation.id);
  }

  /** Work on the rows of a relation; the same work twice counts once. Not listed for a relation made here. */
  work(relation: Relation, kind: WorkKind): void {
    if (this.createdHere.has(relation.id)) return;
    this.causesWork(kind);
    const key = `${kind} ${relation.id}`;
    const known = this.worked.get(key);
    if (known !== undefined && (this.onlyWithRows || known.ifRows !== true)) return;
    const ifRows = this.onlyWithRows ? { ifRows: true as const } : {};
    this.log.put(this.worked, key, { relation: this.nameOf(relation), kind, ...ifRows });
  }

  /** Notes that work, which may be done later, is for the subcommand that is being run. */
  causesWork(kind: WorkKind): void {
    const { subcommand } = this;
    if (subcommand !== undefined) this.causes.set(`${kind} ${subcommand}`, { subcommand, kind });
  }

  /** Notes what the catalogs before and after do not tell; the rest is `breakagesOf`. */
  breaks(code: BreakageCode, relation: Relation, part?: string): void {
    this.log.push(this.breakages, {
      code,
      relation: this.nameOf(relation),
      ...(part === undefined ? {} : { part }),
      ...(this.onlyWithRows ? { ifRows: true } : {}),
    });
  }

  /** Notes whom a change of an object breaks that is no relation, as far as the catalogs do not tell. */
  breaksObject(breakage: ObjectBreakage): void {
    this.log.push(this.objectBreakages, breakage);
  }

  /** Notes what is surprising, as far as the catalogs do not tell (`surprises/`). */
  surprises(code: Surprise["code"], relation: Relation, part: string): void {
    if (this.createdHere.has(relation.id)) return;
    this.log.push(this.surprising, { code, relation: this.nameOf(relation), part });
  }

  /** Runs what drops an object that goes only because of CASCADE. */
  byCascade(run: () => void): void {
    this.cascading = true;
    try {
      run();
    } finally {
      this.cascading = false;
    }
  }

  /** Notes what is lost, and by which relation: an index or a column by its table. */
  destroys(destruction: Omit<Destruction, "relation">, relation?: Relation): void {
    this.log.push(this.destructions, {
      ...destruction,
      ...(this.cascading ? { byCascade: true } : {}),
      ...(this.onlyWithRows ? { ifRows: true } : {}),
      ...(relation === undefined ? {} : { relation: this.nameOf(relation) }),
    });
  }

  waits(code: Wait["code"], relation?: Relation): void {
    this.log.push(this.waiting, {
      code,
      ...(relation === undefined ? {} : { relation: this.nameOf(relation) }),
    });
  }

  /** Notes what no longer guards rows; by which relation, where it is not the session's. */
  unguards(guard: Omit<Unguarded, "relation">, relation?: Relation): void {
    if (relation !== undefined && this.createdHere.has(relation.id)) return;
    this.log.push(this.unguarded, {
      ...guard,
      ...(relation === undefined ? {} : { relation: this.nameOf(relation) }),
    });
  }

  /** Notes that a system catalog is written to, which a superuser alone may. */
  writesSystem(name: string): void {
    if (!this.system.includes(name)) this.log.push(this.system, name);
  }

  /** Notes what everybody may do from now on, in words. */
  opens(what: string): void {
    if (!this.opened.includes(what)) this.log.push(this.opened, what);
  }

  /** Notes that a text is executed of which nothing is known: why, as a clause. */
  runsUnknown(reason: string): void {
    if (!this.unknownTexts.includes(reason)) this.log.push(this.unknownTexts, reason);
  }

  /** Says why expected work is not done. */
  avoidWork(reason: string): void {
    this.log.push(this.sparing, reason);
  }

  /** Says what is taken to be so, though the history does not tell. */
  assume(assumed: Assumed): void {
    this.assumptions.set(JSON.stringify(assumed), assumed);
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
      ...(this.causes.size === 0 ? {} : { causes: [...this.causes.values()] }),
      breaks: orNone(this.breakages),
      ...(this.objectBreakages.length === 0 ? {} : { breaksObjects: this.objectBreakages }),
      destroys: orNone(this.destructions),
      waits: orNone(this.waiting),
      fails: this.conditional,
      spared: orNone(this.sparing),
      ...(this.unguarded.length === 0 ? {} : { unguards: this.unguarded }),
      ...(this.surprising.length === 0 ? {} : { surprises: this.surprising }),
      ...(this.system.length === 0 ? {} : { writesSystem: this.system }),
      ...(this.opened.length === 0 ? {} : { opens: this.opened }),
      ...(this.unknownTexts.length === 0 ? {} : { runsUnknown: this.unknownTexts }),
      ...(this.assumptions.size === 0 ? {} : { assumes: [...this.assumptions.values()] }),
    };
  }

  /** A body may rewrite a table and make an index on it: both count as the one rewrite. */
  private isPartOfRewrite({ relation, kind }: Work): boolean {
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

/** Histories are long and mostly do nothing of a kind: one empty list serves all statements. */
const none: readonly never[] = [];

function orNone<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list;
}

const shownNames = new WeakMap<Relation, RelationName>();

/** How effects name a relation as it is now. */
export function shownName(relation: Relation): RelationName {
  const known = shownNames.get(relation);
  if (known !== undefined) return known;
  const name: RelationName = {
    id: relation.older === "certainly" ? olderRelationId(relation.id) : relation.id,
    name: displayName(relation),
    kind: relation.kind,
    ...(relation.unnamed === true || isRunTimeName(relation.name) ? { unnamed: true } : {}),
  };
  shownNames.set(relation, name);
  return name;
}

function isIndexLike(relation: Relation): boolean {
  return relation.kind === "index" || relation.kind === "partitioned-index";
}
