/** The sections of `docs/locks.md`, in their order; a case names one in its `-- doc: ID: …` line. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What holds for all its rows, in Markdown. */
  readonly note?: string;
}

export const sections: readonly Section[] = [
  {
    id: "columns",
    title: "ALTER TABLE: adding, changing and dropping columns",
    note: "All subcommands of one ALTER TABLE run under the strongest lock that any of them needs, and that lock is held until the transaction ends.",
  },
  {
    id: "column-types",
    title: "ALTER TABLE: the type of a column",
    note: "Whether the table is rewritten depends on both types. Even without a rewrite, expression indexes and partial indexes on the column are rebuilt and its CHECKs are verified again, all under ACCESS EXCLUSIVE.",
  },
  { id: "constraints", title: "ALTER TABLE: constraints and NOT NULL" },
  { id: "table-options", title: "ALTER TABLE: options, storage, owner, triggers and row security" },
  { id: "partitions", title: "Partitions and inheritance" },
  { id: "renaming", title: "Renaming, moving and owning" },
  { id: "tables", title: "Tables: CREATE, DROP, TRUNCATE" },
  {
    id: "indexes",
    title: "Indexes",
    note: "An ACCESS EXCLUSIVE lock on an index stops the queries on its table too, since planning a query looks at every index of its tables.",
  },
  { id: "views", title: "Views and materialized views" },
  { id: "sequences", title: "Sequences" },
  { id: "triggers", title: "Triggers, rules and policies" },
  { id: "types", title: "Types and domains" },
  { id: "functions", title: "Functions and bodies of code" },
  { id: "schemas", title: "Schemas, extensions and ownership" },
  { id: "remarks", title: "Comments, privileges, statistics and publications" },
  { id: "maintenance", title: "Maintenance and explicit locks" },
  {
    id: "data",
    title: "Reading and writing rows",
    note: "For comparison: what an application takes, and so what the locks above collide with.",
  },
  {
    id: "without-locks",
    title: "Statements that lock no relation",
    note: "They take locks on what they are about (a role, a database, a setting), but on no table, view, sequence or index.",
  },
  {
    id: "not-followed",
    title: "Statements that are not followed",
    note: "What these touch is known to the server alone, or said elsewhere. Lockkeeper says so where it meets one.",
  },
];
