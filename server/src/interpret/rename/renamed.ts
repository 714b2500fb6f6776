import type { RangeVar, RenameStmt } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationMissing, relationOf } from "../names/lookup.ts";
import { kindsFor } from "../openWorld/kinds.ts";

/** The relation that a RENAME means, or undefined with IF EXISTS. */
export function renamed(execution: Execution, statement: RenameStmt): Relation | undefined {
  const range: RangeVar = statement.relation ?? {};
  const relation = relationOf(
    execution,
    range,
    kindsFor(statement.renameType === "OBJECT_COLUMN" ? statement.relationType : statement.renameType),
  );
  if (relation === undefined && statement.missing_ok !== true) relationMissing(execution, range);
  return relation;
}
