import type { AlterTableCmd } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import type { LockMode } from "../locks.ts";
import type { Alteration } from "./alteration.ts";
import type { Pass } from "./passes.ts";

/**
 * One subcommand of ALTER TABLE. To add one: write it in the file of its family and enter it in `subcommands.ts`.
 */
export interface Subcommand {
  /** As the server calls it in messages (alter_table_type_to_string), e.g. `ADD COLUMN`. */
  readonly action: string;
  /** The lock on the target (AlterTableGetLockLevel); judged from the syntax alone, before anything is looked up. */
  readonly lock: LockMode | ((command: AlterTableCmd) => LockMode);
  readonly pass: Pass | ((command: AlterTableCmd) => Pass);
  /** The kinds of relation that it is for (ATSimplePermissions); others fail with 42809. */
  readonly on: readonly Relation["kind"][];
  /** What an assumed relation becomes, where that is not the first of `on`. */
  readonly needs?: readonly Relation["kind"][];
  /**
   * Set where phase 1 hands the same subcommand to all descendants (ATSimpleRecursion): before the table itself is
   * looked at, or last.
   */
  readonly simpleRecursion?: "first" | "last" | false;
  /** Phase 1, after the lock and before anything is changed: early refusals. */
  readonly prepare?: (
    alteration: Alteration,
    relation: Relation,
    command: AlterTableCmd,
    recurse: boolean,
  ) => void;
  /**
   * Phase 2: the change. `recurse` is false with ONLY. A subcommand that reaches children itself calls
   * `alteration.children`, which locks them. `derived` is true for a command that came from another one.
   */
  readonly apply: (
    alteration: Alteration,
    relation: Relation,
    command: AlterTableCmd,
    how: { readonly recurse: boolean; readonly derived: boolean },
  ) => void;
}

export const tables = ["table", "partitioned-table"] as const;
export const tablesAndForeign = [...tables, "foreign-table"] as const;
export const views = ["view", "materialized-view"] as const;
export const indexes = ["index", "partitioned-index"] as const;
