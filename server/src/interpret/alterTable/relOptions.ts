import type { AlterTableCmd } from "@pgsql/types";
import { isIndex, isTable, type Relation } from "../../catalog/relations.ts";
import { storageOptions } from "../indexes/definition.ts";
import type { LockMode } from "../locks.ts";
import { itemsOf } from "../nodes.ts";
import { replaceRelation } from "../objects/objects.ts";
import { refuseParameters } from "../createTable/storageParameters.ts";
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
    const given = storageOptions([...itemsOf(command.def)]);
    if (relation.kind === "view") viewOptions(execution, { options: [...itemsOf(command.def)] });
    else refuseParameters(execution, relation.kind, given, methodOf(relation));
    const options = { ...relation.options, ...given };
    replaceRelation(execution.edit, { ...relation, options });
  },
};

function methodOf(relation: Relation): string | undefined {
  return isIndex(relation) ? relation.method : isTable(relation) ? relation.accessMethod : undefined;
}

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
