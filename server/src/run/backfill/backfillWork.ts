/**
 * What a backfill does, as SQL. A key's columns are the parameters from $1, of a second key those behind; each statement
 * gives a key in one row, or none. The recipes write it; the runner knows how to repeat it and what to remember.
 */
export interface BackfillWork {
  /** Names it in the progress table: the migration's version and which of its backfills it is. */
  readonly id: string;
  /** Another text is other work, which begins anew. */
  readonly definition: string;
  /** The table as SQL, for messages and an estimate. */
  readonly table: string;
  readonly first: string;
  readonly last: string;
  /** The last key of the page that begins at a key. */
  readonly pageEnd: string;
  /** The first key after one, up to another. */
  readonly next: string;
  /** Changes the rows from one key to another. */
  readonly change: string;
  /** Sent at the beginning of each batch's transaction. */
  readonly settings: readonly string[];
  /** Milliseconds between batches. */
  readonly delay: number;
  /** How often a batch that meets a locked row is tried again. */
  readonly mostTries: number;
}

export interface BackfillLimits {
  /** Changed rows in a second; undefined: as fast as the delay lets it. */
  readonly rate: number | undefined;
  /** Seconds that a replica may be behind before the backfill waits for it. */
  readonly maxLag: number;
  /** Seconds that it waits for replicas before it gives up. */
  readonly lagPatience: number;
}

/** How far a backfill has come. */
export interface BackfillProgress {
  readonly id: string;
  readonly table: string;
  readonly state: "new" | "running" | "paused" | "done";
  readonly batches: number;
  /** Rows that were changed. */
  readonly rows: number;
  /** Rows of the table, as PostgreSQL estimates them; undefined where it has no idea. */
  readonly estimate: number | undefined;
  readonly message?: string;
}
