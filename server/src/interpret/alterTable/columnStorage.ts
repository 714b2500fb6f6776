import type { AlterTableCmd } from "@pgsql/types";
import { builtinType } from "../../catalog/builtins/types.ts";
import { withAttributes } from "../../catalog/withAttributes.ts";
import { isIndex, type Index } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { storageOptions } from "../indexes/definition.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import { builtinName } from "../types/typeRefs.ts";
import { otherStorage } from "../types/storage.ts";
import { formatType } from "../types/formatType.ts";
import { columnOf, updateColumn } from "./columnCommand.ts";
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
    if (isIndex(relation)) {
      refuseIndexColumn(execution, relation, command);
      return;
    }
    if (command.name === undefined) execution.fail("0A000", "cannot refer to non-index column by number");
    const column = columnOf(execution, relation, command);
    if (column.generated?.kind === "virtual")
      execution.fail("0A000", `cannot alter statistics on virtual generated column "${column.name}"`);
    const target =
      command.def !== undefined && "Integer" in command.def ? (command.def.Integer.ival ?? 0) : -1;
    const statistics = target < 0 ? undefined : Math.min(target, 10_000);
    updateColumn(execution, relation.id, column.number, (now) => withAttributes(now, { statistics }));
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
    const { number } = columnOf(execution, relation, command);
    const given = storageOptions([...itemsOf(command.def)]);
    updateColumn(execution, relation.id, number, (now) => {
      const before = Object.entries(now.attributes?.options ?? {}).filter(([name]) => !(name in given));
      const set = command.subtype === "AT_ResetOptions" ? [] : Object.entries(given);
      const options = Object.fromEntries([...before, ...set]);
      return withAttributes(now, { options: Object.keys(options).length === 0 ? undefined : options });
    });
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
    updateColumn(execution, relation.id, column.number, (now) =>
      withAttributes(now, { storage: otherStorage(execution, now.type, wanted) }),
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
    updateColumn(execution, relation.id, column.number, (now) =>
      withAttributes(now, { compression: wanted === "default" ? undefined : wanted }),
    );
  },
};

/** Types that are never stored elsewhere or compressed. */
function isPlain(execution: Execution, type: TypeRef): boolean {
  const name = builtinName(baseType(execution, type));
  return name !== undefined && builtinType(name, execution.server)?.toastable === false;
}
