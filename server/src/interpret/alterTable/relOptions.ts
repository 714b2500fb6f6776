import type { AlterTableCmd, Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { storageOptions } from "../indexes/definition.ts";
import type { LockMode } from "../locks.ts";
import { itemsOf } from "../nodes.ts";
import { replaceRelation } from "../objects.ts";
import { viewOptions } from "../views/viewOptions.ts";
import { tables, views, type Subcommand } from "./subcommand.ts";

/** Storage parameters that readers or writers look at without care for change (reloptions.c); others need less. */
const exclusive = new Set(
  `user_catalog_table fastupdate gin_pending_list_limit buffering pages_per_range autosummarize
   security_barrier security_invoker check_option`.split(/\s+/u),
);

/** AlterTableGetRelOptionsLockLevel: by the names alone, whatever the relation is. */
function lockOf(command: AlterTableCmd): LockMode {
  const names = Object.keys(storageOptions([...itemsOf(command.def)]));
  return names.some((name) => exclusive.has(name)) ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE";
}

const attributes = {
  lock: lockOf,
  pass: "miscellaneous",
  on: [...tables, ...views, "index"],
} as const;

/** SET (storage parameter). */
export const setRelOptions: Subcommand = {
  ...attributes,
  action: "SET",
  apply: ({ execution }, relation, command) => {
    if (relation.kind === "view") viewOptions(execution, itemsOf(command.def));
    if (relation.kind === "partitioned-table") refuseOptions(execution, itemsOf(command.def));
    const options = { ...relation.options, ...storageOptions([...itemsOf(command.def)]) };
    replaceRelation(execution.edit, { ...relation, options });
  },
};

/** RESET (storage parameter). */
export const resetRelOptions: Subcommand = {
  ...attributes,
  action: "RESET",
  apply: ({ execution }, relation, command) => {
    const gone = storageOptions([...itemsOf(command.def)]);
    const options = Object.fromEntries(Object.entries(relation.options).filter(([name]) => !(name in gone)));
    replaceRelation(execution.edit, { ...relation, options });
  },
};

/** A partitioned table has no storage, and so no parameters of it (partitioned_table_reloptions). */
export function refuseOptions(execution: Execution, given: readonly Node[]): void {
  const [name] = Object.keys(storageOptions([...given])).filter((each) => each !== "oids");
  if (name === undefined) return;
  if (execution.target.major >= 16)
    execution.fail("42809", "cannot specify storage parameters for a partitioned table");
  execution.fail("22023", `unrecognized parameter "${name}"`);
}
