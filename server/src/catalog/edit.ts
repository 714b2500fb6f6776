import type { Catalog } from "./catalog.ts";
import type { Change } from "./collections.ts";
import type { ChangeIn } from "./collections.ts";
import type { CollectionName } from "./collections.ts";
import type { Collections } from "./collections.ts";
import type { ObjectId } from "./ids.ts";
import { UndoLog } from "./undoLog.ts";

/** One look into the catalog and what was found there. */
export interface Read {
  readonly collection: CollectionName;
  /** `undefined` stands for the collection as a whole. */
  readonly key: string | undefined;
  readonly value: unknown;
}

/** Most statements look at what others have looked at, so they share notes; this many are kept for each collection. */
const mostShared = 1024;
const sharedNotes = new Map<CollectionName, Map<string, Read>>();

function noteOf(collection: CollectionName, key: string, value: unknown): Read {
  let notes = sharedNotes.get(collection);
  if (notes === undefined || notes.size >= mostShared) {
    notes = new Map<string, Read>();
    sharedNotes.set(collection, notes);
  }
  const known = notes.get(key);
  if (known !== undefined && known.value === value) return known;
  const note = { collection, key: known?.key ?? key, value };
  notes.set(key, note);
  return note;
}

/** Thousands of statements in a row look at the same: they share one list. */
let lastReads: readonly Read[] = [];

/** The newest change of each entry that was written. */
type Written = { readonly [C in CollectionName]?: Map<string, ChangeIn<C>> };

/**
 * A statement's working copy of the catalog. It notes what was read and what was written: where all reads still
 * find the same, the statement would do the same again, and its changes can be replayed without interpreting it
 * (this is what keeps a keystroke in a long history cheap).
 */
export class CatalogEdit {
  private readonly base: Catalog;
  /** What is assumed to have been there before the statement; no savepoint rolls it back. */
  private granted: Written = {};
  private readonly noted = new Map<CollectionName, Map<string | undefined, Read>>();
  private written: Written = {};
  private readonly log = new UndoLog();
  private changed = 0;

  constructor(base: Catalog) {
    this.base = base;
  }

  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined {
    const notes = this.notesOf(collection);
    if (!notes.has(key)) notes.set(key, noteOf(collection, key, this.base.get(collection, key)));
    const change = entryIn(this.written, collection, key) ?? entryIn(this.granted, collection, key);
    return change === undefined ? this.base.get(collection, key) : change.value;
  }

  /** What an entry was before the statement, or is assumed to have been. */
  before<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined {
    const notes = this.notesOf(collection);
    const value = this.base.get(collection, key);
    if (!notes.has(key)) notes.set(key, { collection, key, value });
    const granted = entryIn(this.granted, collection, key);
    return granted === undefined ? value : granted.value;
  }

  /** Whether the statement has written an entry itself. */
  hasWritten(collection: CollectionName, key: string): boolean {
    return this.written[collection]?.has(key) === true;
  }

  /**
   * Enters what the statement finds though the history does not tell of it: it counts as having been there before. What
   * the statement has written of it is left as it is.
   */
  grant(change: Change): void {
    this.enterGranted(change.collection, change);
  }

  /** Every entry of a collection; costly for replay, since any change in it counts. */
  all<C extends CollectionName>(collection: C): Iterable<[string, Collections[C]]> {
    const found = this.base.all(collection);
    this.notesOf(collection).set(undefined, { collection, key: undefined, value: found });
    const isOwn = (this.written[collection]?.size ?? 0) > 0 || this.granted[collection] !== undefined;
    return isOwn ? this.catalog.all(collection).entries() : found.entries();
  }

  /** Returns a function that takes back every change from now on; what was read stays noted. */
  mark(): () => void {
    const undo = this.log.mark();
    return () => {
      if (undo()) this.changed++;
    };
  }

  /** Another number whenever what the statement finds may have become another: a write, or one rolled back. */
  get version(): number {
    return this.changed;
  }

  put(change: Change): void {
    this.write(change.collection, change);
  }

  /** A number that makes `base` unique for ever: `relation:public.users`, then `relation:public.users#2`. */
  fresh<Id extends ObjectId>(base: Id): Id | `${Id}#${number}` {
    const next = (this.get("generation", base) ?? 0) + 1;
    this.put({ collection: "generation", key: base, value: next });
    return next === 1 ? base : `${base}#${next}`;
  }

  get reads(): readonly Read[] {
    const reads: Read[] = [];
    for (const notes of this.noted.values()) reads.push(...notes.values());
    if (reads.length !== lastReads.length || reads.some((read, at) => read !== lastReads[at]))
      lastReads = reads;
    return lastReads;
  }

  /** One for each entry that was written, with the value it has now; none where that is what was found there. */
  get changes(): readonly Change[] {
    const written = changesIn(this.written).filter((change) => !this.isAsFound(change));
    if (!this.isGranted) return written;
    const granted = changesIn(this.granted);
    return [...granted.filter(({ collection, key }) => !this.hasWritten(collection, key)), ...written];
  }

  /** Whether `changes` has an entry of a collection; asked once for each of many relations. */
  hasChanged(collection: CollectionName): boolean {
    for (const { key, value } of this.written[collection]?.values() ?? [])
      if (!this.isAsFound({ collection, key, value })) return true;
    return (this.granted[collection]?.size ?? 0) > 0;
  }

  private isAsFound({ collection, key, value }: Required<Read>): boolean {
    const note = this.noted.get(collection)?.get(key);
    return note !== undefined && note.value === value && !this.isGranted;
  }

  get catalog(): Catalog {
    return this.base.apply(this.changes);
  }

  /** The catalog before the statement, with what is assumed in it. */
  get start(): Catalog {
    return this.isGranted ? this.base.apply(changesIn(this.granted)) : this.base;
  }

  get isGranted(): boolean {
    return Object.keys(this.granted).length > 0;
  }

  private notesOf(collection: CollectionName): Map<string | undefined, Read> {
    const known = this.noted.get(collection);
    if (known !== undefined) return known;
    const notes = new Map<string | undefined, Read>();
    this.noted.set(collection, notes);
    return notes;
  }

  private enterGranted<C extends CollectionName>(collection: C, change: ChangeIn<C>): void {
    this.changed++;
    const own: Map<string, ChangeIn<C>> | undefined = this.granted[collection];
    if (own === undefined) this.granted = { ...this.granted, [collection]: new Map([[change.key, change]]) };
    else own.set(change.key, change);
  }

  private write<C extends CollectionName>(collection: C, change: ChangeIn<C>): void {
    let own: Map<string, ChangeIn<C>> | undefined = this.written[collection];
    if (own === undefined) {
      own = new Map();
      this.written = { ...this.written, [collection]: own };
    }
    this.changed++;
    this.log.put(own, change.key, change);
  }
}

function entryIn<C extends CollectionName>(
  entries: Written,
  collection: C,
  key: string,
): ChangeIn<C> | undefined {
  const own: Map<string, ChangeIn<C>> | undefined = entries[collection];
  return own?.get(key);
}

function changesIn(entries: Written): readonly Change[] {
  return Object.values(entries).flatMap((own) => [...own.values()]);
}

/** Whether every read would find in `catalog` what it found before. */
export function holds(reads: readonly Read[], catalog: Catalog): boolean {
  return reads.every(({ collection, key, value }) =>
    key === undefined ? catalog.all(collection) === value : catalog.get(collection, key) === value,
  );
}
