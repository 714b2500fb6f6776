import type { AlterTableCmd } from "@pgsql/types";
import type { Pass } from "./passes.ts";

/** The pass in which ADD CONSTRAINT runs: by its kind (ATParseTransformCmd). */
export function passOfConstraint(command: AlterTableCmd): Pass {
  const kind =
    command.def !== undefined && "Constraint" in command.def ? command.def.Constraint.contype : undefined;
  switch (kind) {
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION":
      return "add-index";
    // It is looked at again in that pass and runs after the column commands (see `constraintAdding`).
    case "CONSTR_NOTNULL":
      return "add-constraint";
    default:
      return "add-other-constraint";
  }
}
