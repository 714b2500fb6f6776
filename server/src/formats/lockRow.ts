import type { Query } from "./query.ts";

/**
 * The row by which a tool keeps other runners out. `pid` is that of the server's process that runs the migrations; a row
 * of ours can be told from the tool's.
 */
export interface LockRow {
  readonly table: string;
  /** Writes no row where there is one. */
  take(pid: number): Query;
  release(pid: number): Query;
  /** Removes a row of ours, whoever's. */
  readonly forget: Query;
  /** Gives `pid` and `since` of who has it. */
  readonly holder: string;
  /** How to go on where its holder is gone: a clause that follows "or". */
  readonly way: string;
}
