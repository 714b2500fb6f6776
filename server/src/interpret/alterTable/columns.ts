import type { AlterTableType } from "@pgsql/types";
import { addColumn } from "./addColumn.ts";
import { columnDefault } from "./columnDefault.ts";
import { dropExpression, setExpression } from "./columnExpression.ts";
import { addIdentity, dropIdentity, setIdentity } from "./columnIdentity.ts";
import { dropNotNull, setNotNull } from "./columnNotNull.ts";
import { setCompression, setOptions, setStatistics, setStorage } from "./columnStorage.ts";
import { alterColumnType } from "./columnType.ts";
import { dropColumn } from "./dropColumn.ts";
import type { Subcommand } from "./subcommand.ts";

/** The subcommands on columns. */
export const columnSubcommands: Readonly<Partial<Record<AlterTableType, Subcommand>>> = {
  AT_AddColumn: addColumn,
  AT_DropColumn: dropColumn,
  AT_AlterColumnType: alterColumnType,
  AT_ColumnDefault: columnDefault,
  AT_SetNotNull: setNotNull,
  AT_DropNotNull: dropNotNull,
  AT_SetStatistics: setStatistics,
  AT_SetOptions: setOptions,
  AT_ResetOptions: setOptions,
  AT_SetStorage: setStorage,
  AT_SetCompression: setCompression,
  AT_AddIdentity: addIdentity,
  AT_SetIdentity: setIdentity,
  AT_DropIdentity: dropIdentity,
  AT_SetExpression: setExpression,
  AT_DropExpression: dropExpression,
};
