/** Where a command writes: results to `out`, what went wrong to `err`, each without a final newline. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}
