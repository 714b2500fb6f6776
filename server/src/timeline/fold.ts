import type { Catalog } from "../catalog/catalog.ts";
import type { Change } from "../catalog/collections.ts";
import type { Patch } from "../catalog/collections.ts";
import {
  deltaAfter,
  deltaAround,
  deltaBetween,
  holdsThrough,
  isNone,
  noDelta,
  sizeOf,
  slotsOf,
  type Slot,
} from "../catalog/delta.ts";
import { holds } from "../catalog/edit.ts";
import { noEffects } from "../interpret/effects.ts";
import { everyMajor, isIn } from "../catalog/serverVersion.ts";
import { interpret, type Outcome } from "../interpret/interpret.ts";
import type { Statement } from "../sql/statement.ts";
import { runsAlike, type Across, type FoldPoint, type FoldStep } from "./across.ts";
import type { TimelineEntry, TimelineInput } from "./entry.ts";
import { onExisting, sameEffects } from "./effectsOnExisting.ts";
import { MergedPatches } from "./mergedPatches.ts";
import { withKnownValues } from "./knownValues.ts";
import type { Readers } from "./readers.ts";
import { inPipeline } from "./pipeline.ts";
import { repeated } from "./repeated.ts";
import { Shifts } from "./shifted.ts";
import { formerOutcomes, standIn, type Former } from "./standIns.ts";
import {
  afterStatement,
  begin,
  forgetsLocalSettings,
  isRollback,
  isTransactionCommand,
  refusalOf,
  sameTransaction,
  setApart,
  type TransactionState,
} from "./transaction.ts";

/** Entries by which catalogs may differ from known ones before they are built anew. */
const longestDelta = 64;

/** Entries in a row from which on they are passed by together. */
const shortestStretch = 8;

/**
 * Goes through a section's statements. Where it follows an earlier version of the section, it knows by which few
 * entries its catalog differs from the one that the earlier version had there (the delta): a statement that looked at
 * none of them has the same outcome, and its catalogs are the known ones with those entries patched.
 */
export class Fold {
  readonly entries: TimelineEntry[] = [];
  catalog: Catalog;
  /** How `catalog` differs from the one before the next earlier entry; undefined where that is not known. */
  delta: Patch | undefined;
  #transaction: TransactionState;
  readonly #input: TimelineInput;
  readonly #across: Across;
  /** Who looked at what in the earlier version, where that is long. */
  readonly #readers: Readers | undefined;
  readonly #shifts = new Shifts();
  /** The majors on which the step that is being taken leads to the same. */
  #alike = everyMajor;
  readonly #merged = new MergedPatches();
  /** What the statements did that others now stand for. */
  #former: ReadonlyMap<Statement, Former> = new Map<Statement, Former>();

  constructor(
    start: Catalog,
    input: TimelineInput,
    delta: Patch | undefined,
    across: Across,
    readers?: Readers,
  ) {
    this.catalog = start;
    this.delta = delta;
    this.#input = input;
    this.#across = across;
    this.#readers = readers;
    this.#transaction = begin(start, input.mode, input.statements.length, input.splits);
  }

  /** Statements that stand where the earlier version had others; `next` is the catalog before what follows those. */
  replace(statements: readonly Statement[], old: readonly TimelineEntry[], next: Catalog): void {
    const known = this.delta === undefined ? undefined : [...slotsOf(this.delta)];
    const first = this.entries.length;
    this.#former = formerOutcomes(old);
    for (const statement of statements)
      this.#step(statement, undefined, () => {
        this.#setApart(statement);
        this.#fresh(statement, undefined);
      });
    const touched = [...old, ...this.entries.slice(first)];
    const ends = ({ statement }: TimelineEntry): boolean =>
      isTransactionCommand(statement) || this.#isAlone(statement);
    const follows = known !== undefined && !touched.some(ends);
    this.delta = follows
      ? deltaBetween(this.catalog, next, [
          ...known,
          ...touched.flatMap(({ outcome }) => slotsIn(outcome.changes)),
        ])
      : undefined;
  }

  /** Statements that the earlier version had too, one after the other. */
  again(run: readonly TimelineEntry[]): void {
    for (let index = 0; index < run.length; index++) {
      index = this.#passAlong(run, index);
      const old = run[index];
      if (old === undefined) return;
      this.#step(old.statement, old, () => {
        this.#again(old);
      });
    }
  }

  /** Takes along what does what it did, as far as that can be told of many at once; gives where that ends. */
  #passAlong(run: readonly TimelineEntry[], from: number): number {
    const old = run[from];
    if (old === undefined || this.#input.mode === "pipeline") return from;
    if (!sameTransaction(old.transaction, this.#transaction)) return from;
    const delta = old.before === this.catalog ? noDelta : this.delta;
    if (delta === undefined) return from;
    if (isNone(delta)) {
      // From where nothing is new, nothing will be until another statement comes.
      const to = run.length - 1;
      this.#take(run, from, to);
      this.catalog = run[to]?.before ?? this.catalog;
      this.delta = noDelta;
      return to;
    }
    const to = this.#concerned(run, from, delta);
    if (to - from < shortestStretch) return from;
    const entries = this.#shifts.entries({ run, from, to }, delta, this.catalog);
    this.#take(entries, 0, entries.length);
    this.catalog = entries.at(-1)?.after ?? this.catalog;
    this.#transaction = run[to]?.transaction ?? this.#transaction;
    return to;
  }

  #take(entries: readonly TimelineEntry[], from: number, to: number): void {
    for (let index = from; index < to; index++) {
      const entry = entries[index];
      if (entry !== undefined) this.entries.push(entry);
    }
    this.#transaction = entries[to]?.transaction ?? this.#transaction;
  }

  /** The first of the run that a delta may concern, or that may end its transaction; the last one in any case. */
  #concerned(run: readonly TimelineEntry[], from: number, delta: Patch): number {
    const last = run.length - 1;
    if (!this.#transaction.open || this.#readers === undefined) return from;
    for (let index = from; index < last; index++) {
      const old = run[index];
      const isOther =
        old === undefined || isTransactionCommand(old.statement) || old.ifTogether !== undefined;
      if (isOther || this.#readers.mayConcern(delta, old.outcome)) return index;
    }
    return last;
  }

  /** Goes on as on another major, where that is known to be the same. */
  #step(statement: Statement, old: TimelineEntry | undefined, take: () => void): void {
    const index = this.entries.length;
    const { major } = this.#input;
    const from = this.#place;
    const known = this.#across.step(index, statement, old, from, major);
    if (known !== undefined) {
      this.#readers?.add(known.entry.outcome);
      this.#goTo(known);
      return;
    }
    // What is not found out anew was found on every major that had this old entry.
    this.#alike = everyMajor;
    take();
    const entry = this.entries.pop();
    if (entry === undefined) return;
    this.#goTo(this.#across.note(index, { old, from, entry, to: this.#place, alike: this.#alike }));
  }

  #goTo({ entry, to }: Pick<FoldStep, "entry" | "to">): void {
    this.entries.push(entry);
    this.catalog = to.catalog;
    this.#transaction = to.transaction;
    this.delta = to.delta;
  }

  get #place(): FoldPoint {
    return { catalog: this.catalog, transaction: this.#transaction, delta: this.delta };
  }

  #again(old: TimelineEntry): void {
    this.#setApart(old.statement);
    if (old.before === this.catalog) this.delta = noDelta;
    if (this.delta === undefined) this.#fresh(old.statement, old);
    else if (isNone(this.delta) && sameTransaction(old.transaction, this.#transaction)) this.#push(old);
    else this.#through(old, this.delta);
  }

  #through(old: TimelineEntry, delta: Patch): void {
    const before = this.catalog;
    const isOther =
      isTransactionCommand(old.statement) ||
      !runsAlike(old.transaction, this.#transaction) ||
      old.ifTogether !== undefined;
    const isConcerned = this.#readers?.mayConcern(delta, old.outcome) !== false;
    if (isOther || (isConcerned && !holdsThrough(old.outcome.reads, delta))) {
      this.#fresh(old.statement, old);
      const entry = this.entries[this.entries.length - 1];
      if (entry === undefined || this.delta === undefined) return;
      const slots = [...slotsIn(old.outcome.changes), ...slotsIn(entry.outcome.changes)];
      this.delta = this.#settled(old.statement, deltaAround(delta, entry.after, old.after, slots));
      return;
    }
    const left = isConcerned ? deltaAfter(delta, old.outcome.changes) : delta;
    this.#push(this.#entry(old.statement, before, this.#changed(old, before, left), old.outcome, old));
    this.delta = this.#settled(old.statement, left);
  }

  /** The catalog after a statement that did what it did before. */
  #changed(old: TimelineEntry, before: Catalog, delta: Patch): Catalog {
    if (isNone(delta)) return old.after;
    if (sizeOf(delta) > longestDelta) return before.apply(old.outcome.changes);
    return old.after.patched(delta, this.#merged.of);
  }

  /** What the pipeline has so far is committed before a statement that is sent by itself. */
  #setApart(statement: Statement): void {
    if (!this.#isAlone(statement)) return;
    const { catalog, transaction } = setApart(this.catalog, this.#transaction);
    this.catalog = catalog;
    this.#transaction = transaction;
    if (this.delta !== undefined) this.delta = withoutLocalSettings(this.delta);
  }

  #isAlone(statement: Statement): boolean {
    return this.#input.mode === "pipeline" && this.#input.alone?.(statement) === true;
  }

  #fresh(statement: Statement, old: TimelineEntry | undefined): void {
    const before = this.catalog;
    const together = this.#outcome(before, statement, old);
    // What the earlier version did apart was looked at too: its reads say that it still holds.
    const found = together === old?.outcome ? together : this.#apart(before, statement, together);
    if (found !== old?.outcome) this.#alike = found.alike;
    const isApart = found.effects !== together.effects;
    const index = this.entries.length;
    const last = this.entries.at(-1);
    const own = old === undefined ? repeated(last?.outcome, found) : withKnownValues(found, old.outcome);
    const outcome = this.#across.adopt(index, statement, own);
    const after = this.#across.after(index, before, outcome);
    const like = last?.outcome === outcome ? last : undefined;
    const entry = this.#entry(statement, before, after, outcome, old ?? like);
    this.#readers?.add(outcome);
    this.#push(isApart ? { ...entry, ifTogether: together.effects.fails } : entry);
  }

  /** What only the guess how the file is sent makes fail, does what it does when it is sent the other way. */
  #apart(before: Catalog, statement: Statement, together: Outcome): Outcome {
    const { fails } = together.effects;
    // RequireTransactionBlock: then the other way is the transaction that the tool may open.
    const needsBlock = fails?.sqlstate === "25P01";
    const isGuess = this.#input.assumed === true && (needsBlock || this.#transaction.implicit === "string");
    if (!isGuess || fails?.when !== "always") return together;
    if (isTransactionCommand(statement)) return needsBlock ? { ...together, effects: noEffects } : together;
    const { major, timeZone, assumesMissing = true } = this.#input;
    const start = needsBlock ? before : withoutTransaction(before);
    const apart = interpret(start, statement, { major, inTransaction: needsBlock, timeZone, assumesMissing });
    const alike = together.alike & apart.alike;
    if (apart.effects.fails?.when !== "always") return { ...apart, alike };
    // It fails either way for as long as what it looked at the other way is so, too.
    return { ...together, alike, reads: [...together.reads, ...apart.reads] };
  }

  #outcome(before: Catalog, statement: Statement, old: TimelineEntry | undefined): Outcome {
    const transaction = this.#transaction;
    const fails = refusalOf(statement, transaction);
    if (fails !== undefined) return { ...nothing, effects: { ...noEffects, fails }, alike: everyMajor };
    const isFree = !isTransactionCommand(statement);
    const former = old?.ifTogether === undefined ? (old ?? this.#former.get(statement)) : undefined;
    const sameWay = former !== undefined && runsAlike(former.transaction, transaction);
    if (isFree && sameWay && this.#holds(former.outcome, before)) return former.outcome;
    if (statement.instead !== undefined)
      return standIn(statement, before, (each, catalog) => this.#outcome(catalog, each, undefined));
    const index = this.entries.length;
    const known = isFree
      ? this.#across.outcome(index, { before, statement, transaction }, this.#input.major)
      : undefined;
    if (known !== undefined) return known;
    const { open, first, implicit } = transaction;
    const { major, timeZone, assumesMissing = true } = this.#input;
    const run = (inTransaction: boolean): Outcome =>
      interpret(before, statement, { major, inTransaction, timeZone, assumesMissing });
    return implicit === "pipeline" ? inPipeline(statement, { major, first }, run) : run(open);
  }

  /** Of a statement that stood in for another, the outcome may be that of another major. */
  #holds({ alike, reads }: Outcome, before: Catalog): boolean {
    return isIn(alike, this.#input.major) && holds(reads, before);
  }

  #entry(
    statement: Statement,
    before: Catalog,
    after: Catalog,
    outcome: Outcome,
    old: TimelineEntry | undefined,
  ): TimelineEntry {
    const like = old?.outcome === outcome ? old : (this.#across.entry(this.entries.length, outcome) ?? old);
    const { held: now } = this.#transaction;
    const held = like?.held.equals(now) === true ? like.held : now;
    if (held !== now) this.#transaction = { ...this.#transaction, held };
    const transaction = this.#transaction;
    const effects =
      like?.outcome === outcome && like.transaction.start === transaction.start
        ? like.effects
        : sameEffects(like?.effects, onExisting(outcome.effects, transaction.start));
    return { statement, before, after, outcome, effects, held, transaction, ifTogether: undefined };
  }

  #push(entry: TimelineEntry): void {
    this.entries.push(entry);
    const next = afterStatement(entry.after, this.#transaction, entry);
    this.catalog = next.catalog;
    this.#transaction = next.transaction;
  }

  /** The delta once a statement's transaction has gone on. */
  #settled(statement: Statement, delta: Patch): Patch | undefined {
    const transaction = this.entries[this.entries.length - 1]?.transaction;
    if (isRollback(statement)) return undefined;
    if (transaction === undefined || !forgetsLocalSettings(statement, transaction)) return delta;
    return withoutLocalSettings(delta);
  }
}

function withoutLocalSettings(delta: Patch): Patch {
  const settings = [...(delta.localSetting?.keys() ?? [])];
  return deltaAfter(
    delta,
    settings.map((key) => ({ collection: "localSetting", key, value: undefined })),
  );
}

/** As a statement by itself finds it: in none of the transaction that local settings and what is pending belong to. */
function withoutTransaction(catalog: Catalog): Catalog {
  const settings = [...catalog.all("localSetting").keys()];
  return catalog.apply(settings.map((key) => ({ collection: "localSetting", key, value: undefined })));
}

function slotsIn(changes: readonly Change[]): readonly Slot[] {
  return changes;
}

const none: readonly never[] = [];
const nothing = { changes: none, reads: none, notAnalysed: undefined };
