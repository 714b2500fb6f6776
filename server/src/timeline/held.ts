import type { Lock } from "../interpret/effects.ts";
import { atLeast } from "../interpret/locks.ts";

/**
 * The locks that a transaction holds: of each relation the strongest, in the order in which relations were first locked.
 * A long migration has one of these before each statement, each a little longer than that before, so all that grow from
 * one another look into the same log, up to where each ends: the next one costs what it adds, and the next one of the
 * same is the same object, at every keystroke.
 */
export class HeldLocks implements Iterable<Lock> {
  /** What is held where no transaction has locked anything. */
  static readonly none = new HeldLocks({ locks: [], weaker: [], last: new Map(), states: new Map() }, 0, 0);

  readonly #log: Log;
  /** How many of the log's locks are taken by now. */
  readonly #end: number;
  /** Relations that are locked. */
  readonly length: number;

  private constructor(log: Log, end: number, length: number) {
    this.#log = log;
    this.#end = end;
    this.length = length;
  }

  /** What is held once these are taken as well; the same object where that adds nothing. */
  and(taken: readonly Lock[]): HeldLocks {
    return taken.reduce<HeldLocks>((held, lock) => held.#with(lock), this);
  }

  /** The strongest lock on a relation. */
  on(relation: string): Lock | undefined {
    return this.#log.locks[this.#placeOf(relation)];
  }

  *[Symbol.iterator](): Iterator<Lock> {
    const { locks, weaker } = this.#log;
    for (let at = 0; at < this.#end; at++) {
      const lock = locks[at];
      if (lock !== undefined && weaker[at] === nowhere) yield this.on(lock.relation.id) ?? lock;
    }
  }

  /** Whether a lock is held that is at least as strong. */
  has({ relation, mode }: Lock): boolean {
    const held = this.on(relation.id);
    return held !== undefined && atLeast(held.mode, mode);
  }

  find(wanted: (lock: Lock) => boolean): Lock | undefined {
    for (const lock of this) if (wanted(lock)) return lock;
    return undefined;
  }

  some(wanted: (lock: Lock) => boolean): boolean {
    return this.find(wanted) !== undefined;
  }

  every(wanted: (lock: Lock) => boolean): boolean {
    return !this.some((lock) => !wanted(lock));
  }

  filter(wanted: (lock: Lock) => boolean): readonly Lock[] {
    return [...this].filter(wanted);
  }

  /** Whether the very same locks are held in the very same order. */
  equals(other: HeldLocks): boolean {
    if (this === other) return true;
    if (this.#end !== other.#end) return false;
    const { locks } = other.#log;
    // Lists that differ mostly do so near their ends: each has grown from the one before.
    for (let at = this.#end - 1; at >= 0; at--) if (this.#log.locks[at] !== locks[at]) return false;
    return true;
  }

  #with(lock: Lock): HeldLocks {
    const place = this.#placeOf(lock.relation.id);
    const known = this.#log.locks[place];
    if (known !== undefined && atLeast(known.mode, lock.mode)) return this;
    const length = known === undefined ? this.length + 1 : this.length;
    if (this.#log.locks[this.#end] === lock) return HeldLocks.#at(this.#end + 1, length, this.#log);
    const log = this.#end === this.#log.locks.length && this !== HeldLocks.none ? this.#log : this.#copy();
    log.weaker.push(place);
    log.last.set(lock.relation.id, log.locks.push(lock) - 1);
    return HeldLocks.#at(this.#end + 1, length, log);
  }

  #placeOf(relation: string): number {
    const { last, weaker } = this.#log;
    let at = last.get(relation) ?? nowhere;
    while (at >= this.#end) at = weaker[at] ?? nowhere;
    return at;
  }

  /** A log of its own for what does not go on as the one that is there. */
  #copy(): Log {
    const locks = this.#log.locks.slice(0, this.#end);
    const last = new Map(locks.map(({ relation }, at) => [relation.id, at]));
    return { locks, weaker: this.#log.weaker.slice(0, this.#end), last, states: new Map() };
  }

  /** What is held where that many of a log's locks are taken. */
  static #at(end: number, length: number, log: Log): HeldLocks {
    const known = log.states.get(end);
    if (known !== undefined) return known;
    const state = new HeldLocks(log, end, length);
    log.states.set(end, state);
    return state;
  }
}

/** Locks in the order in which they were taken; only ever added to. */
interface Log {
  readonly locks: Lock[];
  /** Where the weaker lock on the same relation stands that each took the place of. */
  readonly weaker: number[];
  /** Where the last lock on each relation stands. */
  readonly last: Map<string, number>;
  /** Those that look into it, by where they end. */
  readonly states: Map<number, HeldLocks>;
}

const nowhere = -1;
