/** One of several things that a statement does, in the user's own words. */
export interface StatementPart {
  readonly whole: string;
  /** The same in smaller pieces, in order: a column without its constraints, then each of those. At least one. */
  readonly pieces: readonly string[];
}

/** A statement that does several things: `head` + some of the parts, with commas between + `tail` is a statement. */
export interface Parts {
  readonly head: string;
  /** In the order in which PostgreSQL carries them out. */
  readonly parts: readonly StatementPart[];
  readonly tail: string;
  /** What stands between parts that stay together, where that is no comma. */
  readonly between?: string;
  /** Comments that stand before all of it. */
  readonly lead?: string;
  /** What stands around them goes, so that already one alone is another statement. */
  readonly unwraps?: true;
}
