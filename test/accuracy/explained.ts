/** Why Lockkeeper and the servers differ on a case, where they do. Each is a case's `id`. */
export const explained: Readonly<Record<string, string>> = {
  "constraints: a check that the application's rows violate, not yet validated":
    "Told as a remark: NOT VALID is the way that does not block, and whether the application writes such rows no migration shows.",
  "constraints: renaming a constraint that upserts name":
    "Not told: only ON CONFLICT ON CONSTRAINT names a constraint, which few applications do.",
  "indexes: a unique index that rows violate, without blocking":
    "Not told: whether there are duplicates, no migration shows. Where there are, an INVALID index is left.",
  "objects: dropping a view and making it anew without its privileges":
    "Wrong: privileges are not in the model, so that they are lost with the old view goes unseen.",
  "objects: a trigger that takes no rows any more":
    "Wrong: that a trigger's function returns NULL every time is not looked into.",
  "objects: a trigger on the wrong function":
    "Not told: a function of these parameters may be older than the migrations.",
  "objects: a function that takes another parameter by default makes calls ambiguous":
    "Wrong: that calls fit two functions from then on (42725) is not looked into.",
  "objects: row security with a policy that lets all pass":
    "Wrong: what a policy lets pass is not looked into, so that every row stays visible goes unseen.",
  "objects: an extension that there is not":
    "Told as a remark: which extensions a server has, no migration shows.",
  "rows: one row that there is": "Not told: which rows there are, no migration shows.",
  "rows: a row that refers to nothing": "Not told: which rows there are, no migration shows.",
  "rows: deleting what others refer to": "Not told: which rows there are, no migration shows.",
  "rows: all rows, then a change":
    "A warning where no row fits the condition: how many do, no migration shows.",
  "rows: a transaction inside a transaction":
    "A warning of what happens at a failure: COMMIT ends the tool's transaction, and half of the file stays. Nothing failed here.",
  "tables: dropping a table that is not there, if exists":
    "A warning where no such table is: it may be older than the migrations.",
  "tables: another owner":
    "A warning: what the old owner may do without a GRANT is gone. This application was no owner.",
  "tables: no parent any more":
    "Wrong: that the rows of a child are no longer found in its parent is not told.",
  "types: a type of an empty table":
    "A warning where the table is empty: how many rows there are, no migration shows.",
  "types: renaming a type": "A warning: code that names the type fails. This application does not name it.",
};
