import { builtinType } from "../../catalog/builtins/types.ts";
import { baseType } from "../domains.ts";
import { stringOf } from "../nodes.ts";
import { builtinName } from "../typeRefs.ts";
import { formatType } from "../formatType.ts";
import { columnOf } from "./columnCommand.ts";
import { indexes, tables, tablesAndForeign, type Subcommand } from "./subcommand.ts";

const attributes = {
  pass: "miscellaneous",
  on: [...tablesAndForeign, "materialized-view", ...indexes],
  simpleRecursion: true,
} as const;

/** SET STATISTICS; on an index the column is given by its number. */
export const setStatistics: Subcommand = {
  ...attributes,
  action: "ALTER COLUMN ... SET STATISTICS",
  lock: "SHARE UPDATE EXCLUSIVE",
  apply: ({ execution }, relation, command) => {
    if (command.name !== undefined) columnOf(execution, relation, command);
  },
};

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
    const type = baseType(execution, column.type);
    const name = builtinName(type);
    const isPlain = name !== undefined && builtinType(name, execution.target.major)?.toastable === false;
    const wanted = stringOf(command.def)?.toLowerCase();
    if (isPlain && wanted !== "plain" && wanted !== "default")
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
    columnOf(execution, relation, command);
  },
};
