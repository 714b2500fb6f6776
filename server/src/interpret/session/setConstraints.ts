import { isThere } from "../constraints/find.ts";
import type { ConstraintsSetStmt, RangeVar } from "@pgsql/types";
import { isTable, type Constraint } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { requireSchema } from "../names/lookup.ts";
import { searchPath } from "../names/searchPath.ts";
import { deferConstraints } from "../triggers/pending.ts";

/** SET CONSTRAINTS: only those that are deferrable can be named (AfterTriggerSetState). */
export function setConstraints(execution: Execution, statement: ConstraintsSetStmt): void {
  const ranges = (statement.constraints ?? []).flatMap((node) => ("RangeVar" in node ? [node.RangeVar] : []));
  if (execution.target.assumesMissing !== true)
    for (const range of ranges) refuseConstraint(execution, range, statement.deferred === true);
  deferConstraints(execution, ranges.length === 0, statement.deferred === true);
}

function refuseConstraint(
  execution: Execution,
  { schemaname, relname = "" }: RangeVar,
  deferred: boolean,
): void {
  if (schemaname !== undefined) requireSchema(execution, schemaname);
  const schemas = schemaname === undefined ? searchPath(execution) : [schemaname];
  const found: Constraint[] = [];
  const triggers: string[] = [];
  for (const [, relation] of execution.edit.all("relation")) {
    if (!isTable(relation) || !schemas.includes(relation.schema)) continue;
    found.push(...relation.constraints.filter((one) => one.name === relname && isThere(execution, one)));
    triggers.push(...relation.triggers.filter((one) => one.constraint).map(({ name }) => name));
  }
  if (triggers.includes(relname)) return;
  if (found.length === 0) execution.fail("42704", `constraint "${relname}" does not exist`);
  if (deferred && !found.some(({ deferrable }) => deferrable))
    execution.fail("42809", `constraint "${relname}" is not deferrable`);
}
