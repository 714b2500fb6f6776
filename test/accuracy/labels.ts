/** What may be wrong with a migration, each as it is seen on a server. */
export const dangers = ["blocks", "rewrites", "fails", "breaks", "loses"] as const;

export type Danger = (typeof dangers)[number];

export const meanings: Readonly<Record<Danger, string>> = {
  blocks:
    "holds a lock that reads or writes of others wait for, during work that grows with the table (processor time with 200 and with 100,000 rows), or keeps so many rows locked",
  rewrites: "writes a table that has rows anew (its file is another one afterwards)",
  fails: "the server refuses a statement",
  breaks:
    "a statement that the running application could send before fails afterwards, or no longer finds or writes its rows",
  loses: "rows, columns with values, or distinct values of a column are gone",
};

/** What was seen, with what it was seen by: the locked relations, the error, the statements, the columns. */
export type Observed = Readonly<Partial<Record<Danger, readonly string[]>>>;
