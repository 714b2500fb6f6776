import type { Sql } from "../../sql/fragment.ts";
import type { OwnTriggers } from "./ownTriggers.ts";
import type { Walked } from "./walk.ts";

/** How the rows of a table are walked. */
export interface Batches extends Walked {
  readonly ownTriggers: OwnTriggers;
  /** What puts back in a copied row what the table's own triggers change, where these are `restored`. */
  readonly function?: string | undefined;
  /** Milliseconds. */
  readonly batchDelay: number;
}

/** What is done to each row. */
export interface Filling {
  /** What follows SET; where it is absent, the rows are deleted. */
  readonly set?: Sql;
  /** What follows FROM of the UPDATE, or USING of the DELETE. */
  readonly from?: Sql;
  /** `WITH …` before it. */
  readonly head?: Sql;
  /** Which rows are not filled yet. */
  readonly missing: Sql;
}
