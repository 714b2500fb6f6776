/** A column of one side, as SQL. */
export interface AdaptedColumn {
  readonly name: string;
  /** In terms of the other side of a row `k`. */
  readonly value: string;
  /** The same as the column holds it, to compare with. */
  readonly compared: string;
  readonly default?: string;
}

/** What the application has to know to write two sides of one thing by itself, where no trigger does it. */
export interface Adapter {
  /** Of the rollout. */
  readonly id: string;
  /** The table as SQL. */
  readonly table: string;
  readonly key: readonly string[];
  readonly old: readonly AdaptedColumn[];
  readonly fresh: readonly AdaptedColumn[];
  /** The column that says whether a row is filled, where values cannot tell. */
  readonly mark?: string;
  /** Whether the sides of a row `k` differ. */
  readonly differing: string;
}
