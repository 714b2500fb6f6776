import { isAssumedConstraint } from "../../catalog/ids.ts";
import type { RenameStmt } from "@pgsql/types";
import { isIndex, isTable, type Constraint, type Index, type Table } from "../../catalog/relations.ts";
import { constraintNamed } from "../constraints/find.ts";
import type { Execution } from "../execution.ts";
import { relationById, tableById } from "../names/lookup.ts";
import { itemsOf } from "../nodes.ts";
import { renameRelation, updateTable } from "../objects/objects.ts";
import { isRelationName } from "../names/relationNames.ts";
import { renamed } from "./renamed.ts";
import { domainConstraintNamed, refuseTakenDomainConstraint } from "../types/domainConstraints.ts";
import { replaceType, requireType } from "../types/newType.ts";
import { assumeConstraint, forgetConstraint } from "../openWorld/constraints.ts";

/** RENAME CONSTRAINT; the index of a key is renamed with it, children that inherit it too. */
export function renameConstraint(execution: Execution, statement: RenameStmt): void {
  const relation = renamed(execution, statement);
  if (relation === undefined) return;
  execution.lock(relation, "ACCESS EXCLUSIVE");
  if (!isTable(relation)) return execution.fail("42809", `"${relation.name}" is not a table`);
  const name = statement.subname ?? "";
  const constraint =
    constraintNamed(execution, relation, name) ??
    assumeConstraint(execution, relation, name) ??
    execution.fail("42704", `constraint "${name}" for table "${relation.name}" does not exist`);
  if (isAssumedConstraint(constraint.id))
    execution.recorder.breaks("old-code-upserts-on-key", relation, name);
  renameHere(execution, relation, constraint, statement.newname ?? "", {
    recurse: statement.relation?.inh === true,
    parents: 0,
  });
}

function renameHere(
  execution: Execution,
  table: Table,
  constraint: Constraint,
  to: string,
  how: { readonly recurse: boolean; readonly parents: number },
): void {
  const inherits = constraint.kind === "check" || constraint.kind === "not-null";
  if (inherits && !constraint.noInherit) {
    if (!how.recurse && table.children.length > 0)
      execution.fail(
        "42P16",
        `inherited constraint "${constraint.name}" must be renamed in child tables too`,
      );
    if (constraint.inherited > how.parents)
      execution.fail("42P16", `cannot rename inherited constraint "${constraint.name}"`);
    for (const id of table.children) renameInChild(execution, tableById(execution, id), constraint.name, to);
  }
  if ("index" in constraint && constraint.kind !== "foreign-key") {
    renameIndexOfKey(execution, constraint.index, to);
    return;
  }
  setName(execution, table, constraint.id, to);
}

function renameInChild(execution: Execution, child: Table, name: string, to: string): void {
  execution.lock(child, "ACCESS EXCLUSIVE");
  const own = constraintNamed(execution, child, name);
  if (own !== undefined) renameHere(execution, child, own, to, { recurse: true, parents: own.inherited });
}

function renameIndexOfKey(execution: Execution, id: Index["id"], to: string): void {
  const index = relationById(execution, id);
  execution.lock(index, "SHARE UPDATE EXCLUSIVE");
  if (isRelationName(execution, index.schema, to)) execution.fail("42P07", `relation "${to}" already exists`);
  renameRelation(execution.edit, index, { schema: index.schema, name: to });
  if (isIndex(index)) renameConstraintOfIndex(execution, index, to);
}

/** The constraint of an index is called as the index is. */
export function renameConstraintOfIndex(execution: Execution, index: Index, to: string): void {
  if (index.constraint === undefined) return;
  setName(execution, tableById(execution, index.table), index.constraint, to);
}

function setName(execution: Execution, table: Table, id: Constraint["id"], to: string): void {
  if (constraintNamed(execution, table, to) !== undefined)
    execution.fail("42710", `constraint "${to}" for relation "${table.name}" already exists`);
  const known = tableById(execution, table.id).constraints.find((each) => each.id === id);
  if (known !== undefined) forgetConstraint(execution, table, known.name);
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    constraints: now.constraints.map((each) => (each.id === id ? { ...each, name: to } : each)),
  }));
}

/** ALTER DOMAIN … RENAME CONSTRAINT. */
export function renameDomainConstraint(execution: Execution, statement: RenameStmt): void {
  const domain = requireType(execution, itemsOf(statement.object));
  if (domain.kind !== "domain") return execution.fail("42809", `${domain.name} is not a domain`);
  const name = statement.subname ?? "";
  const found = domainConstraintNamed(execution, domain, name);
  if (found === undefined)
    return execution.fail("42704", `constraint "${name}" for domain ${domain.name} does not exist`);
  const to = statement.newname ?? "";
  refuseTakenDomainConstraint(execution, domain, to);
  replaceType(execution.edit, {
    ...domain,
    constraints: domain.constraints.map((each) => (each === found ? { ...each, name: to } : each)),
  });
}
