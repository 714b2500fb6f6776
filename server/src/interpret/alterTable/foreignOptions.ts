import { columnOf } from "./columnCommand.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";

/** OPTIONS of a foreign table: only its wrapper reads them. */
export const tableOptions: Subcommand = {
  action: "OPTIONS",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: ["foreign-table"],
  apply: () => undefined,
};

/** ALTER COLUMN … OPTIONS of a foreign table. */
export const columnOptions: Subcommand = {
  action: "ALTER COLUMN ... OPTIONS",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: ["foreign-table"],
  apply: ({ execution }, relation, command) => void columnOf(execution, relation, command),
};

/** SET WITHOUT OIDS: there are none since PostgreSQL 12, but the lock is taken as if there were. */
export const dropOids: Subcommand = {
  action: "SET WITHOUT OIDS",
  lock: "ACCESS EXCLUSIVE",
  pass: "drop",
  on: tablesAndForeign,
  apply: () => undefined,
};
