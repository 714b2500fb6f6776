import type { Constraint } from "@pgsql/types";
import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import { addCheck } from "../constraints/check.ts";
import { alterConstraint } from "../constraints/alter.ts";
import { dropConstraint } from "../constraints/drop.ts";
import { addForeignKey } from "../constraints/foreignKey.ts";
import { addKey } from "../constraints/key.ts";
import { addNotNull } from "../constraints/notNull.ts";
import { addKeyUsingIndex } from "../constraints/usingIndex.ts";
import { validateConstraint } from "../constraints/validate.ts";
import type { Alteration } from "./alteration.ts";
import { passOfConstraint } from "./passOfConstraint.ts";
import { tables, tablesAndForeign, type Subcommand } from "./subcommand.ts";

const constraintAdding: Subcommand = {
  action: "ADD CONSTRAINT",
  lock: ({ def }) =>
    def !== undefined && "Constraint" in def && def.Constraint.contype === "CONSTR_FOREIGN"
      ? "SHARE ROW EXCLUSIVE"
      : "ACCESS EXCLUSIVE",
  pass: passOfConstraint,
  on: tablesAndForeign,
  prepare: (alteration, relation, _command, recurse) => {
    // From 18 on all that inherit are locked first, whatever the constraint (ATPrepCmd).
    const isParent = isTable(relation) && relation.children.length > 0;
    if (recurse && isParent && alteration.execution.server.isSince(18)) alteration.descendants(relation);
  },
  apply: (alteration, relation, command, { recurse, derived }) => {
    const { def } = command;
    if (def === undefined || !("Constraint" in def)) return;
    if (def.Constraint.contype === "CONSTR_NOTNULL" && !derived)
      alteration.enqueue(relation.id, "column-attributes", command, true);
    else add(alteration, tableOf(alteration, relation), def.Constraint, recurse);
  },
};

function add(alteration: Alteration, table: Table, node: Constraint, recurse: boolean): void {
  const { execution } = alteration;
  switch (node.contype) {
    case "CONSTR_CHECK":
      addCheck(alteration, table, node, recurse);
      return;
    case "CONSTR_NOTNULL":
      if (!execution.server.isSince(18)) execution.fail("42601", 'syntax error at or near "NOT"');
      addNotNull(alteration, table, node, recurse);
      return;
    case "CONSTR_FOREIGN":
      addForeignKey(alteration, table, node, recurse);
      return;
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE": {
      const kind = node.contype === "CONSTR_PRIMARY" ? "primary-key" : "unique";
      if (node.indexname === undefined) addKey(alteration, table, node, kind, recurse);
      else addKeyUsingIndex(alteration, table, node, kind);
      return;
    }
    case "CONSTR_EXCLUSION":
      addKey(alteration, table, node, "exclusion", recurse);
      return;
    default:
      return execution.giveUp(`${node.contype ?? "this"} is no constraint of a table`);
  }
}

function tableOf(alteration: Alteration, relation: Relation): Table {
  return alteration.table(relation.id);
}

const constraintValidation: Subcommand = {
  action: "VALIDATE CONSTRAINT",
  lock: "SHARE UPDATE EXCLUSIVE",
  pass: "miscellaneous",
  on: tablesAndForeign,
  apply: (alteration, relation, { name }, { recurse }) =>
    validateConstraint(alteration, tableOf(alteration, relation), name ?? "", recurse),
};

const constraintDropping: Subcommand = {
  action: "DROP CONSTRAINT",
  lock: "ACCESS EXCLUSIVE",
  pass: "drop",
  on: tablesAndForeign,
  apply: (alteration, relation, command, { recurse }) =>
    dropConstraint(alteration, tableOf(alteration, relation), command, recurse),
};

const constraintAltering: Subcommand = {
  action: "ALTER CONSTRAINT",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: tables,
  apply: (alteration, relation, { def }, { recurse }) => {
    if (def !== undefined && "ATAlterConstraint" in def)
      alterConstraint(alteration, tableOf(alteration, relation), def.ATAlterConstraint, recurse);
    else if (def !== undefined && "Constraint" in def)
      alterConstraint(alteration, tableOf(alteration, relation), {
        ...def.Constraint,
        alterDeferrability: true,
      });
  },
};

/** The subcommands on constraints. */
export const constraintSubcommands = {
  AT_AddConstraint: constraintAdding,
  AT_ValidateConstraint: constraintValidation,
  AT_DropConstraint: constraintDropping,
  AT_AlterConstraint: constraintAltering,
} as const;
