import { isTable, type Relation } from "../../catalog/relations.ts";

/** A statement or a part of one, in the form that keeps its locks short; `$1`, `${2:name}` are places to fill in. */
export interface SafeForm {
  readonly label: string;
  readonly snippet: string;
  /** What it does to those who use the table meanwhile, or what it needs. */
  readonly detail: string;
  /** Its label is no SQL, so it is of no use to an editor that does not fill in places. */
  readonly onlyAsSnippet?: true;
}

const form = (label: string, snippet: string, detail: string): SafeForm => ({ label, snippet, detail });

/** Each round locks and changes a batch, and commits; `recipes/batch-update.ts` writes the form for what is known. */
const updateInBatches: SafeForm = {
  label: "UPDATE … in batches",
  snippet: [
    "DO \\$\\$",
    "BEGIN",
    "\tLOOP",
    "\t\tUPDATE ${1:table} SET ${2:column} = ${3:value}",
    "\t\tWHERE ${4:id} IN (",
    "\t\t\tSELECT ${4:id} FROM ${1:table} WHERE ${5:${2:column} IS NULL} ORDER BY ${4:id} LIMIT ${6:1000}",
    "\t\t);",
    "\t\tEXIT WHEN NOT FOUND;",
    "\t\tCOMMIT;",
    "\tEND LOOP;",
    "END \\$\\$;",
  ].join("\n"),
  detail: "locks a batch of rows at a time; the condition must end with the change",
  onlyAsSnippet: true,
};

/** Only outside a transaction. */
const concurrent: readonly SafeForm[] = [
  form(
    "CREATE INDEX CONCURRENTLY",
    "CREATE INDEX CONCURRENTLY ${1:name} ON ${2:table} (${3:column});",
    "reads and writes go on while it is built",
  ),
  form(
    "CREATE UNIQUE INDEX CONCURRENTLY",
    "CREATE UNIQUE INDEX CONCURRENTLY ${1:name} ON ${2:table} (${3:column});",
    "reads and writes go on while it is built",
  ),
  form("DROP INDEX CONCURRENTLY", "DROP INDEX CONCURRENTLY ${1:name};", "reads and writes go on"),
  form("REINDEX INDEX CONCURRENTLY", "REINDEX INDEX CONCURRENTLY ${1:name};", "reads and writes go on"),
  updateInBatches,
];

const plain: readonly SafeForm[] = [
  form("ALTER TABLE", "ALTER TABLE ${1:table} $0;", "change a table"),
  form(
    "CREATE TABLE",
    "CREATE TABLE ${1:name} (\n\tid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n\t$0\n);",
    "nobody uses it yet",
  ),
  form(
    "REFRESH MATERIALIZED VIEW CONCURRENTLY",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY ${1:name};",
    "reads go on; needs a unique index on the view",
  ),
  form(
    "UPDATE",
    "UPDATE ${1:table} SET ${2:column} = ${3:value} WHERE ${4:condition};",
    "locks the rows it changes",
  ),
  form(
    "INSERT INTO",
    "INSERT INTO ${1:table} (${2:columns}) VALUES (${3:values});",
    "reads and writes go on",
  ),
  form("DELETE FROM", "DELETE FROM ${1:table} WHERE ${2:condition};", "locks the rows it deletes"),
  form("DROP TABLE", "DROP TABLE ${1:table};", "its rows are lost"),
  form("SET lock_timeout", "SET lock_timeout = '${1:5s}';", "give up instead of making others queue"),
];

/** In a transaction an index can only be built while writes wait. */
const blocking: readonly SafeForm[] = [
  form(
    "CREATE INDEX",
    "CREATE INDEX ${1:name} ON ${2:table} (${3:column});",
    "writes wait while it is built; CONCURRENTLY needs a migration outside a transaction",
  ),
];

/** What may begin a statement. */
export function statementForms(isInTransaction: boolean): readonly SafeForm[] {
  return isInTransaction ? [...plain, ...blocking] : [...concurrent, ...plain];
}

const addColumn = form(
  "ADD COLUMN",
  "ADD COLUMN ${1:name} ${2:type}",
  "only briefly locked without a volatile default",
);
const addCheck = form(
  "ADD CONSTRAINT … CHECK … NOT VALID",
  "ADD CONSTRAINT ${1:name} CHECK (${2:condition}) NOT VALID",
  "rows are checked by VALIDATE CONSTRAINT, in a later migration",
);
const addForeignKey = form(
  "ADD CONSTRAINT … FOREIGN KEY … NOT VALID",
  "ADD CONSTRAINT ${1:name} FOREIGN KEY (${2:column}) REFERENCES ${3:table} (${4:id}) NOT VALID",
  "rows are checked by VALIDATE CONSTRAINT, in a later migration",
);
const addUnique = form(
  "ADD CONSTRAINT … UNIQUE USING INDEX",
  "ADD CONSTRAINT ${1:name} UNIQUE USING INDEX ${2:index}",
  "the index is built before, CONCURRENTLY",
);
const others: readonly SafeForm[] = [
  form(
    "VALIDATE CONSTRAINT",
    "VALIDATE CONSTRAINT ${1:name}",
    "reads and writes go on while rows are checked",
  ),
  form("ALTER COLUMN", "ALTER COLUMN ${1:column} $0", "change a column"),
  form("DROP COLUMN", "DROP COLUMN ${1:column}", "its values are lost"),
  form("DROP CONSTRAINT", "DROP CONSTRAINT ${1:name}", "only briefly locked"),
];

/** What may follow ALTER TABLE; a partitioned table refuses some of it. */
export function subcommandForms(table: Relation | undefined): readonly SafeForm[] {
  const isPartitioned = isTable(table) && table.kind === "partitioned-table";
  return [addColumn, ...(isPartitioned ? [addCheck] : [addForeignKey, addCheck, addUnique]), ...others];
}

const kinds = [
  "TABLE",
  "INDEX",
  "VIEW",
  "MATERIALIZED VIEW",
  "TYPE",
  "SEQUENCE",
  "FUNCTION",
  "SCHEMA",
  "DOMAIN",
  "TRIGGER",
];

/** What CREATE, ALTER and DROP may be about. */
export function objectKindForms(verb: string, isInTransaction: boolean): readonly SafeForm[] {
  const first = isInTransaction || verb === "alter" ? [] : ["INDEX CONCURRENTLY"];
  return [...first, ...kinds].map((kind) => form(kind, kind, ""));
}
