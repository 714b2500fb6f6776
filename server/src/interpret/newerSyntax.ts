import type { Node } from "@pgsql/types";
import type { Execution } from "./execution.ts";

/** Fails with 42601 on what the grammar of the target's major does not know; statements are read with that of 18. */
export function refuseNewerSyntax(execution: Execution, node: Node): void {
  const { major } = execution.target;
  if (major >= 18) return;
  for (const word of newerWords(node))
    if (major < word.since) execution.fail("42601", `syntax error at or near "${word.text}"`);
}

interface NewerWord {
  readonly since: number;
  readonly text: string;
}

function newerWords(node: Node): readonly NewerWord[] {
  if ("AlterTableStmt" in node) return (node.AlterTableStmt.cmds ?? []).flatMap(ofCommand);
  if ("CreateStmt" in node) return (node.CreateStmt.tableElts ?? []).flatMap(ofElement);
  if ("IndexStmt" in node) return node.IndexStmt.nulls_not_distinct === true ? [nullsNotDistinct] : [];
  if ("MergeStmt" in node) return [{ since: 15, text: "MERGE" }];
  if ("AlterDatabaseRefreshCollStmt" in node) return [{ since: 15, text: "REFRESH" }];
  return [];
}

const nullsNotDistinct: NewerWord = { since: 15, text: "NULLS" };
const enforced: NewerWord = { since: 18, text: "ENFORCED" };
const notNull: NewerWord = { since: 18, text: "NOT" };

function ofCommand(node: Node): readonly NewerWord[] {
  if (!("AlterTableCmd" in node)) return [];
  const { subtype, def } = node.AlterTableCmd;
  if (subtype === "AT_SetExpression") return [{ since: 17, text: "EXPRESSION" }];
  if (subtype === "AT_SetAccessMethod") return [{ since: 15, text: "ACCESS" }];
  if (def === undefined) return [];
  if ("ATAlterConstraint" in def) {
    if (def.ATAlterConstraint.alterEnforceability === true) return [enforced];
    return def.ATAlterConstraint.alterInheritability === true ? [{ since: 18, text: "INHERIT" }] : [];
  }
  return ofElement(def);
}

/** A column definition or a table constraint. */
function ofElement(node: Node): readonly NewerWord[] {
  if ("ColumnDef" in node) return (node.ColumnDef.constraints ?? []).flatMap(ofInline);
  if (!("Constraint" in node)) return [];
  const { contype, nulls_not_distinct, without_overlaps } = node.Constraint;
  if (contype === "CONSTR_NOTNULL") return [notNull];
  if (without_overlaps === true) return [{ since: 18, text: "WITHOUT" }];
  return [...(nulls_not_distinct === true ? [nullsNotDistinct] : []), ...ofEnforcement(node)];
}

function ofInline(node: Node): readonly NewerWord[] {
  if (!("Constraint" in node)) return [];
  const { contype, nulls_not_distinct, generated_kind } = node.Constraint;
  if (contype === "CONSTR_ATTR_ENFORCED" || contype === "CONSTR_ATTR_NOT_ENFORCED") return [enforced];
  if (contype === "CONSTR_GENERATED" && generated_kind === "v") return [{ since: 18, text: "VIRTUAL" }];
  return [...(nulls_not_distinct === true ? [nullsNotDistinct] : []), ...ofEnforcement(node)];
}

/** CHECK and FOREIGN KEY are marked as enforced by the grammar unless NOT ENFORCED is written. */
function ofEnforcement(node: Node): readonly NewerWord[] {
  if (!("Constraint" in node)) return [];
  const { contype, is_enforced } = node.Constraint;
  const has = contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN";
  return has && is_enforced !== true ? [enforced] : [];
}
