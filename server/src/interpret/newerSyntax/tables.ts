import type { ColumnDef, Constraint, Node } from "@pgsql/types";
import type { NewerWord } from "./word.ts";

const nullsNotDistinct: NewerWord = { since: 15, text: "NULLS" };
const virtual: NewerWord = {
  since: 18,
  text: "VIRTUAL",
  what: "a generated column without the word STORED",
};
const enforced: NewerWord = { since: 18, text: "ENFORCED" };

/** What is newer than 14 in a subcommand of ALTER TABLE. */
export function newerCommand(node: Node): readonly NewerWord[] {
  if (!("AlterTableCmd" in node)) return [];
  const { subtype, def, name } = node.AlterTableCmd;
  if (subtype === "AT_SetExpression") return [{ since: 17, text: "EXPRESSION" }];
  if (subtype === "AT_SetAccessMethod")
    return [name === undefined ? { since: 17, text: "DEFAULT" } : { since: 15, text: "ACCESS" }];
  if (def === undefined) return subtype === "AT_SetStatistics" ? [{ since: 17, text: "DEFAULT" }] : [];
  if ("ATAlterConstraint" in def) {
    if (def.ATAlterConstraint.alterEnforceability === true) return [enforced];
    return def.ATAlterConstraint.alterInheritability === true ? [{ since: 18, text: "INHERIT" }] : [];
  }
  return newerElement(def);
}

/** What is newer than 14 in a column definition or a table constraint. */
export function newerElement(node: Node): readonly NewerWord[] {
  if ("ColumnDef" in node) return ofColumn(node.ColumnDef);
  if (!("Constraint" in node)) return [];
  const { contype, without_overlaps } = node.Constraint;
  if (contype === "CONSTR_NOTNULL") return [{ since: 18, text: "NOT" }];
  if (without_overlaps === true) return [{ since: 18, text: "WITHOUT" }];
  return ofConstraint(node.Constraint);
}

function ofColumn({ storage_name, constraints }: ColumnDef): readonly NewerWord[] {
  return [
    ...(storage_name === undefined ? [] : [{ since: 16, text: "STORAGE" }]),
    ...(constraints ?? []).flatMap(ofInline),
  ];
}

function ofInline(node: Node): readonly NewerWord[] {
  if (!("Constraint" in node)) return [];
  const { contype, generated_kind } = node.Constraint;
  if (contype === "CONSTR_ATTR_ENFORCED" || contype === "CONSTR_ATTR_NOT_ENFORCED") return [enforced];
  if (contype === "CONSTR_GENERATED" && generated_kind === "v") return [virtual];
  return ofConstraint(node.Constraint);
}

/** CHECK and FOREIGN KEY are marked as enforced by the grammar unless NOT ENFORCED is written. */
function ofConstraint(constraint: Constraint): readonly NewerWord[] {
  const { contype, is_enforced, nulls_not_distinct, fk_del_set_cols, fk_with_period } = constraint;
  const canBeLax = contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN";
  return [
    ...(nulls_not_distinct === true ? [nullsNotDistinct] : []),
    ...(canBeLax && is_enforced !== true ? [enforced] : []),
    ...(fk_del_set_cols === undefined ? [] : [{ since: 15, text: "(" }]),
    ...(fk_with_period === true ? [{ since: 18, text: "PERIOD" }] : []),
  ];
}
