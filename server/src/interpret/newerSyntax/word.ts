/** Something that a grammar knows only from some major on. */
export interface NewerWord {
  readonly since: number;
  /** Where the older grammar stops. */
  readonly text: string;
  /** What it is in words, where the older grammar stops at a word that need not be written. */
  readonly what?: string;
  /** Where it is not 42601: an older server takes some of it for the call of a function that does not exist. */
  readonly sqlstate?: string;
}
