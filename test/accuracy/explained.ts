/** Why Lockkeeper and the servers differ on a case, where they do. Each is a case's `id`. */
export const explained: Readonly<Record<string, string>> = {
  "indexes: a unique index that rows violate, without blocking":
    "Not told: whether there are duplicates, no migration shows. Where there are, an INVALID index is left.",
  "rows: one row that there is": "Not told: which rows there are, no migration shows.",
  "rows: a row that refers to nothing": "Not told: which rows there are, no migration shows.",
  "rows: all rows, then a change":
    "A warning where no row fits the condition: how many do, no migration shows.",
  "rows: a transaction inside a transaction":
    "A warning of what happens at a failure: COMMIT ends the tool's transaction, and half of the file stays. Nothing failed here.",
  "tables: dropping a table that is not there, if exists":
    "A warning where no such table is: it may be older than the migrations.",
  "tables: another owner":
    "A warning: what the old owner may do without a GRANT is gone. This application was no owner.",
  "types: a type of an empty table":
    "A warning where the table is empty: how many rows there are, no migration shows.",
  "hand: a deletion of old rows": "A warning where no row is so old: how many are, no migration shows.",
  "hand: no row security any more":
    "A warning: who was kept from rows sees them now. No statement of an application fails of that.",
  "prisma: a change of type by drop and add":
    "A warning where no row has a value: which have one, no migration shows.",
  "rails: add_foreign_key validate: false, then validate_foreign_key":
    "Not told: that rows which are referred to can no longer be deleted is what a foreign key is for.",
  "alembic: alter_column timestamp to timestamptz":
    "A warning that it rewrites unless the session is in UTC: here it was, and no configuration says so.",
  "alembic: drop_column unused":
    "A warning where no row has a value and no statement names it: neither shows in a migration.",
  "downs: the column of the up goes": "Told as a remark: a down section undoes what its up section made.",
  "files: a partition far in the future":
    "A warning that the default partition is scanned under a lock: it had 25,000 rows here, too few to count.",
  "files: a setting that there is already": "Not told: which rows there are, no migration shows.",
  "files: a wrong table": "A remark that no migration makes the table: it may be older than they are.",
  "flyway: V18 the index made anew as concurrent, without a transaction":
    "A warning: between the two statements queries have no index. They are slow then, and do not fail.",
  "flyway: V31 a function dropped and made again":
    "A warning: the new function takes other types. The calls of this application fit both.",
  "history: a column that hands made too": "Not told: no file of the project shows that column.",
  "others: TypeORM, a column that changes its length":
    "A warning where no row has a value: which have one, no migration shows.",
  "others: Knex, dropping nullable of a key in a small table":
    "A warning where the table has two rows: how many it has, no migration shows.",
  "types: renaming a type": "A warning: code that names the type fails. This application does not name it.",
};
