import type { AlterTableType } from "@pgsql/types";
import { columnSubcommands } from "./columns.ts";
import { constraintSubcommands } from "./constraints.ts";
import { propertySubcommands } from "./properties.ts";
import type { Subcommand } from "./subcommand.ts";

/**
 * Every subcommand that the interpreter knows, by the grammar's name. The list of a family's file may be spread here.
 */
export const subcommands: Readonly<Partial<Record<AlterTableType, Subcommand>>> = {
  ...columnSubcommands,
  ...propertySubcommands,
  ...constraintSubcommands,
};
