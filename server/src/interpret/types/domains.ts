import type { AlterDomainStmt, Constraint, CreateDomainStmt } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import { type Column, type Table, type View } from "../../catalog/relations.ts";
import type { DomainConstraint, DomainType } from "../../catalog/types.ts";
import { runStored } from "../functions/stored.ts";
import type { Execution } from "../execution.ts";
import { isNoDefault } from "../expressions/defaults.ts";
import { chooseName, dependentsOf } from "../objects/objects.ts";
import { createType, replaceType, requireType, typeCreation } from "./newType.ts";
import { refuseNestedUsers } from "./compositeUsers.ts";
import { domainConstraintNamed, refuseTakenDomainConstraint } from "./domainConstraints.ts";
import { typeOf } from "./lookup.ts";
import { requireCondition } from "../query/condition.ts";
import { QueryReading } from "../query/queryReading.ts";
import { emptyScope, type Scope } from "../query/scope.ts";
import { freeExpression, withUses } from "../expressions/dependencies.ts";
import { displayName, isAssumedType } from "../../catalog/ids.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";

/** CREATE DOMAIN. */
export function createDomain(execution: Execution, statement: CreateDomainStmt): void {
  const name = typeCreation(execution, statement.domainname);
  if (statement.typeName === undefined) return execution.giveUp("a domain without a base type");
  const base = typeOf(execution, statement.typeName);
  refuseContradictions(execution, statement);
  let domain: DomainType = { ...name, kind: "domain", base, constraints: [] };
  for (const node of statement.constraints ?? [])
    if ("Constraint" in node) domain = withConstraint(execution, domain, node.Constraint);
  createType(execution, domain);
}

/** NULL and NOT NULL exclude each other, and from 18 on NOT NULL is said once (DefineDomain). */
function refuseContradictions(execution: Execution, { constraints = [] }: CreateDomainStmt): void {
  const said = new Set<string>();
  for (const node of constraints) {
    const type = "Constraint" in node ? node.Constraint.contype : undefined;
    if (type !== "CONSTR_NULL" && type !== "CONSTR_NOTNULL") continue;
    if (type === "CONSTR_NOTNULL" && said.has(type) && execution.server.isSince(18))
      execution.fail("42P17", "redundant NOT NULL constraint definition");
    said.add(type);
    if (said.size > 1) execution.fail("42601", "conflicting NULL/NOT NULL constraints");
  }
}

/** ALTER DOMAIN. A new constraint is checked on every table that has a column of the domain, under SHARE. */
export function alterDomain(execution: Execution, statement: AlterDomainStmt): void {
  const domain = requireType(execution, statement.typeName, "domain");
  if (domain.kind !== "domain") return execution.fail("42809", `${domain.name} is not a domain`);
  const node =
    statement.def !== undefined && "Constraint" in statement.def ? statement.def.Constraint : undefined;
  switch (statement.subtype) {
    case "T":
      replaceType(execution.edit, withDefault(execution, domain, statement));
      return;
    case "N":
      replaceType(execution.edit, {
        ...domain,
        constraints: domain.constraints.filter(({ kind }) => kind !== "not-null"),
      });
      return;
    case "O":
      addConstraint(execution, domain, { contype: "CONSTR_NOTNULL", initially_valid: true });
      return;
    case "C":
      if (node !== undefined) addConstraint(execution, domain, node);
      return;
    case "X":
      dropConstraint(execution, domain, statement);
      return;
    case "V":
      validateConstraint(execution, domain, statement.name ?? "");
      return;
    default:
      execution.giveUp("this ALTER DOMAIN is not interpreted yet");
  }
}

function withDefault(execution: Execution, domain: DomainType, statement: AlterDomainStmt): DomainType {
  if (statement.def !== undefined && !isNoDefault(execution, domain.base, statement.def))
    return { ...domain, default: freeExpression(execution, statement.def, domain.base) };
  const { id, schema, name, kind, base, constraints } = domain;
  return { id, schema, name, kind, base, constraints };
}

function addConstraint(execution: Execution, domain: DomainType, node: Constraint): void {
  const changed = withConstraint(execution, domain, node);
  if (changed === domain) return;
  replaceType(execution.edit, changed);
  const added = changed.constraints.at(-1);
  if (added?.valid === true) checkTables(execution, domain, added);
}

function withConstraint(execution: Execution, domain: DomainType, node: Constraint): DomainType {
  switch (node.contype) {
    case "CONSTR_DEFAULT":
      return node.raw_expr === undefined
        ? domain
        : isNoDefault(execution, domain.base, node.raw_expr)
          ? domain
          : { ...domain, default: freeExpression(execution, node.raw_expr, domain.base) };
    case "CONSTR_NOTNULL":
      if (domain.constraints.some(({ kind }) => kind === "not-null")) return domain;
      return withNotNull(execution, domain, node);
    case "CONSTR_CHECK":
      return withCheck(execution, domain, node);
    default:
      return domain;
  }
}

/** Before 17 a name that is written is read and forgotten. */
function withNotNull(execution: Execution, domain: DomainType, node: Constraint): DomainType {
  const name = nameFor(execution, domain, node, "not_null");
  if (execution.server.isSince(17)) refuseTakenDomainConstraint(execution, domain, name);
  return { ...domain, constraints: [...domain.constraints, { kind: "not-null", name, valid: true }] };
}

function withCheck(execution: Execution, domain: DomainType, node: Constraint): DomainType {
  const name = nameFor(execution, domain, node, "check");
  refuseTakenDomainConstraint(execution, domain, name);
  const expression: Expression | undefined =
    node.raw_expr === undefined
      ? undefined
      : withUses(execution, { node: node.raw_expr, columns: [] }, valueScope(domain));
  if (node.raw_expr !== undefined)
    requireCondition(new QueryReading(execution, false, true), node.raw_expr, valueScope(domain), "CHECK");
  const check: DomainConstraint = {
    kind: "check",
    name,
    valid: node.skip_validation !== true,
    ...(expression === undefined ? {} : { expression }),
  };
  return { ...domain, constraints: [...domain.constraints, check] };
}

/** VALUE in a CHECK is of the type below the domain. */
function valueScope({ base }: DomainType): Scope {
  return { ...emptyScope, entries: [{ name: "", columns: [{ name: "value", type: base }], open: false }] };
}

function nameFor(execution: Execution, domain: DomainType, node: Constraint, label: string): string {
  return (
    node.conname ??
    chooseName(
      domain.name,
      undefined,
      label,
      (name) => domainConstraintNamed(execution, domain, name) !== undefined,
    )
  );
}

function dropConstraint(execution: Execution, domain: DomainType, statement: AlterDomainStmt): void {
  const name = statement.name ?? "";
  const dropped = domainConstraintNamed(execution, domain, name);
  if (dropped === undefined) {
    if (statement.missing_ok === true || isAssumedType(domain.id)) return;
    execution.fail("42704", `constraint "${name}" of domain "${domain.name}" does not exist`);
  }
  const left = domain.constraints.filter((constraint) => constraint !== dropped);
  replaceType(execution.edit, { ...domain, constraints: left });
}

function validateConstraint(execution: Execution, domain: DomainType, name: string): void {
  const found = domainConstraintNamed(execution, domain, name);
  if (found === undefined && isAssumedType(domain.id)) {
    checkTables(execution, domain, { kind: "check", name, valid: false });
    return;
  }
  if (found === undefined)
    return execution.fail("42704", `constraint "${name}" of domain "${domain.name}" does not exist`);
  if (found.kind !== "check")
    return execution.fail(
      "42809",
      `constraint "${name}" of domain "${domain.name}" is not a check constraint`,
    );
  // A constraint that is valid is checked once more (AlterDomainValidateConstraint).
  replaceType(execution.edit, {
    ...domain,
    constraints: domain.constraints.map((each) => (each === found ? { ...each, valid: true } : each)),
  });
  checkTables(execution, domain, found);
}

/** get_rels_with_domain: SHARE and a scan on each table with a column of the domain, or of a domain over it. */
function checkTables(execution: Execution, domain: DomainType, constraint: DomainConstraint): void {
  if (isAssumedType(domain.id)) {
    const table = unnamedTable(execution, `each table with columns of ${displayName(domain)}`);
    execution.lock(table, "SHARE");
    execution.work(table, "scan");
  }
  refuseNestedUsers(execution, domain);
  for (const { object } of dependentsOf(execution.edit, domain.id)) {
    if (object.startsWith("type:")) {
      const over = execution.edit.get("type", object);
      if (over?.kind === "domain") checkTables(execution, over, constraint);
      continue;
    }
    const relation = execution.edit.get("relation", object);
    // Partitioned and foreign tables have no rows to check.
    if (relation?.kind !== "table" && relation?.kind !== "materialized-view") continue;
    const columns = relation.columns.filter(({ type }) => type.id === domain.id && !type.array);
    if (columns.length > 0) checkTable(execution, relation, columns, constraint);
  }
}

function checkTable(
  execution: Execution,
  relation: Table | View,
  columns: readonly Column[],
  constraint: DomainConstraint,
): void {
  execution.lock(relation, "SHARE");
  if (constraint.kind === "check" && constraint.expression !== undefined)
    runStored(execution, [constraint.expression]);
  if (relation.kind === "table" || relation.kind === "materialized-view") execution.work(relation, "scan");
  const column = columns[0]?.name ?? "";
  if (constraint.kind === "not-null")
    execution.failIfViolated("23502", `column "${column}" of table "${relation.name}" contains null values`);
  else
    execution.failIfViolated(
      "23514",
      `column "${column}" of table "${relation.name}" contains values that violate the new constraint`,
    );
}
