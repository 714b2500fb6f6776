import type { ObjectType, RenameStmt } from "@pgsql/types";
import { nameKey } from "../../catalog/ids.ts";
import { isIndex, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isRelationName } from "../names/relationNames.ts";
import { renameAttribute } from "./column.ts";
import { renameConstraint, renameConstraintOfIndex, renameDomainConstraint } from "./constraint.ts";
import { renameOther } from "./other.ts";
import { renamed } from "./renamed.ts";
import { renameTypeStatement } from "./type.ts";
import { renameRelation } from "../objects/objects.ts";

/** ALTER … RENAME. Everything else in the catalog follows by itself: it knows objects by their ids. */
export function rename(execution: Execution, statement: RenameStmt): void {
  switch (statement.renameType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
    case "OBJECT_INDEX":
      renameAnyRelation(execution, statement, statement.renameType);
      return;
    case "OBJECT_COLUMN":
    case "OBJECT_ATTRIBUTE":
      renameAttribute(execution, statement);
      return;
    case "OBJECT_TABCONSTRAINT":
      renameConstraint(execution, statement);
      return;
    case "OBJECT_DOMCONSTRAINT":
      renameDomainConstraint(execution, statement);
      return;
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      renameTypeStatement(execution, statement);
      return;
    default:
      renameOther(execution, statement);
  }
}

/** ALTER INDEX … RENAME takes SHARE UPDATE EXCLUSIVE on an index, anything else ACCESS EXCLUSIVE (RenameRelation). */
function renameAnyRelation(execution: Execution, statement: RenameStmt, type: ObjectType): void {
  const relation = renamed(execution, statement);
  if (relation === undefined) return;
  refuseOtherKind(execution, relation, type);
  const isGentle = type === "OBJECT_INDEX" && isIndex(relation);
  execution.lock(relation, isGentle ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE");
  const to = { schema: relation.schema, name: statement.newname ?? "" };
  if (isRelationName(execution, to.schema, to.name))
    execution.fail("42P07", `relation "${to.name}" already exists`);
  if (hasRowType(relation) && execution.edit.get("typeName", nameKey(to)) !== undefined)
    execution.fail("42710", `type "${to.name}" already exists`);
  renameRelation(execution.edit, relation, to);
  if (isIndex(relation)) renameConstraintOfIndex(execution, relation, to.name);
}

/** Relations with rows have a type of the same name. */
function hasRowType(relation: Relation): boolean {
  return relation.kind !== "sequence" && !isIndex(relation);
}

/** ALTER TABLE takes any relation; the other forms only their own (RangeVarCallbackForAlterRelation). */
function refuseOtherKind(execution: Execution, relation: Relation, type: ObjectType): void {
  const wanted = kinds[type];
  if (wanted !== undefined && !wanted.kinds.includes(relation.kind))
    execution.fail("42809", `"${relation.name}" is not ${wanted.words}`);
  if (relation.kind === "composite-type") execution.fail("42809", `"${relation.name}" is a composite type`);
}

const kinds: Readonly<
  Record<string, { readonly kinds: readonly Relation["kind"][]; readonly words: string }>
> = {
  OBJECT_VIEW: { kinds: ["view"], words: "a view" },
  OBJECT_MATVIEW: { kinds: ["materialized-view"], words: "a materialized view" },
  OBJECT_SEQUENCE: { kinds: ["sequence"], words: "a sequence" },
  OBJECT_FOREIGN_TABLE: { kinds: ["foreign-table"], words: "a foreign table" },
};
