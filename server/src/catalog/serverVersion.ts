/** Majors as bits: bit n stands for PostgreSQL 10 + n. */
export type MajorSet = number;

export const everyMajor: MajorSet = -1;

function bitOf(major: number): MajorSet {
  return 1 << (major - 10);
}

/** `major` and all that come after it. */
export function from(major: number): MajorSet {
  return -bitOf(major);
}

export function setOf(majors: readonly number[]): MajorSet {
  return majors.reduce((set, major) => set | bitOf(major), 0);
}

export function isIn(set: MajorSet, major: number): boolean {
  return (set & bitOf(major)) !== 0;
}

/**
 * A server's version, which can only be asked questions. It keeps the majors that would have answered all of them the
 * same way: whoever did something after asking does the same on each of those.
 */
export class ServerVersion {
  readonly #own: MajorSet;
  #alike = everyMajor;

  constructor(major: number) {
    this.#own = bitOf(major);
  }

  /** Whether it is that major or a later one. */
  isSince(major: number): boolean {
    return this.isAmong(from(major));
  }

  isAmong(majors: MajorSet): boolean {
    const is = (this.#own & majors) !== 0;
    this.#alike &= is ? majors : ~majors;
    return is;
  }

  /** The major itself: no other gives the same answer. */
  get major(): number {
    this.#alike &= this.#own;
    return 41 - Math.clz32(this.#own);
  }

  /** The majors on which every answer until now would have been the same. */
  get alike(): MajorSet {
    return this.#alike;
  }
}
