import type { AlterTableCmd } from "@pgsql/types";
import { builtinType } from "../../catalog/builtins/types.ts";
import { isIndex, type Index } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { stringOf } from "../nodes.ts";
import { builtinName } from "../types/typeRefs.ts";
import { formatType } from "../types/formatType.ts";
import { columnOf } from "./columnCommand.ts";
import { indexes, tables, tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { isOpen } from "../openWorld/world.ts";

const attributes = {
  pass: "miscellaneous",
  on: [...tablesAndForeign, "materialized-view", ...indexes],
  simpleRecursion: "first",
} as const;

/** SET STATISTICS; on an index the column is given by its number. */
export const setStatistics: Subcommand = {
  ...attributes,
  action: "ALTER COLUMN ... SET STATISTICS",
  lock: "SHARE UPDATE EXCLUSIVE",
  apply: ({ execution }, relation, command) => {
    if (isIndex(relation)) refuseIndexColumn(execution, relation, command);
    else if (command.name === undefined)
      execution.fail("0A000", "cannot refer to non-index column by number");
    else if (columnOf(execution, relation, command).generated?.kind === "virtual")
      execution.fail("0A000", `cannot alter statistics on virtual generated column "${command.name}"`);
  },
};

/** Only the values of expressions have statistics of their own. */
function refuseIndexColumn(execution: Execution, index: Index, { name, num = 0 }: AlterTableCmd): void {
  if (name !== undefined || isOpen(execution, index)) return;
  const column = index.columns[num - 1];
  if (num > index.columns.length + index.including.length)
    execution.fail("42703", `column number ${num} of relation "${index.name}" does not exist`);
  if (column === undefined || typeof column.on === "number")
    execution.fail("0A000", `cannot alter statistics on column ${num} of index "${index.name}"`);
}

/** SET (n_distinct = …) and RESET. */
export const setOptions: Subcommand = {
  ...attributes,
  action: "ALTER COLUMN ... SET",
  lock: "SHARE UPDATE EXCLUSIVE",
  on: [...tablesAndForeign, "materialized-view"],
  simpleRecursion: false,
  apply: ({ execution }, relation, command) => {
    columnOf(execution, relation, command);
  },
};

/** SET STORAGE: for the values to come; refused for types that are always stored plain. */
export const setStorage: Subcommand = {
  ...attributes,
  action: "ALTER COLUMN ... SET STORAGE",
  lock: "ACCESS EXCLUSIVE",
  on: [...tablesAndForeign, "materialized-view"],
  apply: ({ execution }, relation, command) => {
    const column = columnOf(execution, relation, command);
    const wanted = stringOf(command.def)?.toLowerCase();
    if (isPlain(execution, column.type) && wanted !== "plain" && wanted !== "default")
      execution.fail(
        "0A000",
        `column data type ${formatType(execution, column.type)} can only have storage PLAIN`,
      );
  },
};

/** SET COMPRESSION: for the values to come. */
export const setCompression: Subcommand = {
  ...attributes,
  action: "ALTER COLUMN ... SET COMPRESSION",
  lock: "ACCESS EXCLUSIVE",
  simpleRecursion: false,
  on: [...tables, "materialized-view"],
  apply: ({ execution }, relation, command) => {
    const column = columnOf(execution, relation, command);
    const wanted = stringOf(command.def)?.toLowerCase();
    if (isPlain(execution, column.type) && wanted !== "default")
      execution.fail(
        "0A000",
        `column data type ${formatType(execution, column.type)} does not support compression`,
      );
  },
};

/** Types that are never stored elsewhere or compressed. */
function isPlain(execution: Execution, type: TypeRef): boolean {
  const name = builtinName(baseType(execution, type));
  return name !== undefined && builtinType(name, execution.server)?.toastable === false;
}
