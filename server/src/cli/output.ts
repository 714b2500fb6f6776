/** Where a command writes: results to `out`, what went wrong to `err`, each without a final newline. */
export interface Output {
  out(text: string): void;
  /** Like `out`, of a text too long to be in memory as a whole. */
  outInPieces(pieces: Iterable<string>): void;
  err(text: string): void;
}
