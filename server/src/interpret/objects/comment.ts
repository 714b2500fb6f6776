import type { CommentStmt, Node, ObjectType } from "@pgsql/types";
import { withAttributes } from "../../catalog/withAttributes.ts";
import { isAssumedType } from "../../catalog/ids.ts";
import { columnNamed, isIndex, isTable, isView, type Relation } from "../../catalog/relations.ts";
import { updateColumn } from "../alterTable/columnCommand.ts";
import type { Execution } from "../execution.ts";
import { requireForeign } from "../foreign/names.ts";
import { routineOf } from "../drop/routineTargets.ts";
import { hasUnknownExtension } from "../functions/requireFunction.ts";
import { isBuiltinFunction } from "../../catalog/builtins/functions.ts";
import {
  isUnmodelled,
  rangeOf,
  relationOf,
  requireRelation,
  requireSchema,
  splitName,
  tableKinds,
} from "../names/lookup.ts";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { isThere } from "../constraints/find.ts";
import { domainConstraintNamed } from "../types/domainConstraints.ts";
import { typeOf } from "../types/lookup.ts";
import { requireExtension } from "../extensions/extensions.ts";
import { requireStatistics } from "../statistics/names.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";
import { isOpen } from "../openWorld/world.ts";

/** COMMENT ON: SHARE UPDATE EXCLUSIVE on a relation, ACCESS SHARE on the table of a constraint and the like. */
export function comment(execution: Execution, statement: CommentStmt): void {
  const kind = statement.objtype ?? "OBJECT_TABLE";
  commentOn(execution, kind, statement.object);
  if (kind === "OBJECT_COLUMN") keepOfColumn(execution, itemsOf(statement.object), statement.comment);
}

/** An empty comment is none. */
function keepOfColumn(execution: Execution, names: readonly Node[], comment = ""): void {
  const relation = relationOf(execution, rangeOf(names.slice(0, -1)));
  const name = stringsOf(names).at(-1) ?? "";
  if (relation === undefined || isIndex(relation) || relation.kind === "sequence") return;
  const column = columnNamed(relation, name);
  if (column === undefined) return;
  updateColumn(execution, relation.id, column.number, (now) =>
    withAttributes(now, { comment: comment === "" ? undefined : comment }),
  );
}

/** The locks of COMMENT, which SECURITY LABEL takes too (get_object_address). */
export function commentOn(execution: Execution, kind: ObjectType, object: Node | undefined): void {
  const names = itemsOf(object);
  const wanted = relationKinds[kind];
  if (wanted !== undefined) {
    const relation = requireRelation(execution, rangeOf(names), wanted.of);
    execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
    if (!wanted.of.includes(relation.kind))
      execution.fail("42809", `"${relation.name}" is not ${wanted.words}`);
  } else if (kind === "OBJECT_COLUMN") commentOnColumn(execution, names);
  else if (kind in partKinds) commentOnPart(execution, kind, names);
  else if (kind === "OBJECT_DOMCONSTRAINT") requireDomainConstraint(execution, names);
  else if (object !== undefined) requireObject(execution, kind, object);
}

/** Objects without relations are looked up as well. A history that began on another database may not know them. */
function requireObject(execution: Execution, kind: ObjectType, object: Node): void {
  const name = stringOf(object) ?? "";
  if (kind === "OBJECT_SCHEMA" && !isUnmodelled(name)) requireSchema(execution, name);
  if (kind === "OBJECT_TYPE" && "TypeName" in object) typeOf(execution, object.TypeName);
  if (kind === "OBJECT_FDW") requireForeign(execution, "foreign-data wrapper", name);
  if (kind === "OBJECT_FOREIGN_SERVER") requireForeign(execution, "server", name);
  if (execution.target.assumesMissing === true) return;
  if (kind === "OBJECT_EXTENSION") requireExtension(execution, name);
  if (kind === "OBJECT_STATISTIC_EXT") requireStatistics(execution, stringsOf(itemsOf(object)));
  if (routineKinds.includes(kind) && "ObjectWithArgs" in object) {
    const { schema, name: routine } = splitName(object.ObjectWithArgs.objname);
    const mayBeBuiltIn = schema === undefined || isUnmodelled(schema);
    if (mayBeBuiltIn && isBuiltinFunction(routine, execution.server)) return;
    if (!hasUnknownExtension(execution)) routineOf(execution, object, kind, false);
  }
}

function requireDomainConstraint(execution: Execution, [typeName, constraint]: readonly Node[]): void {
  if (typeName === undefined || !("TypeName" in typeName)) return;
  const { id } = typeOf(execution, typeName.TypeName);
  const domain = execution.edit.get("type", id);
  const name = stringOf(constraint) ?? "";
  if (isAssumedType(id)) return;
  if (domain?.kind !== "domain") return execution.fail("42809", `"${domain?.name ?? id}" is not a domain`);
  if (domainConstraintNamed(execution, domain, name) === undefined)
    execution.fail("42704", `constraint "${name}" for domain ${domain.name} does not exist`);
}

const routineKinds: readonly ObjectType[] = ["OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE"];

const relationKinds: Readonly<
  Partial<Record<ObjectType, { readonly of: readonly Relation["kind"][]; readonly words: string }>>
> = {
  OBJECT_TABLE: { of: ["table", "partitioned-table"], words: "a table" },
  OBJECT_VIEW: { of: ["view"], words: "a view" },
  OBJECT_MATVIEW: { of: ["materialized-view"], words: "a materialized view" },
  OBJECT_INDEX: { of: ["index", "partitioned-index"], words: "an index" },
  OBJECT_SEQUENCE: { of: ["sequence"], words: "a sequence" },
  OBJECT_FOREIGN_TABLE: { of: ["foreign-table"], words: "a foreign table" },
};

function commentOnColumn(execution: Execution, names: readonly Node[]): void {
  const relation = requireRelation(execution, rangeOf(names.slice(0, -1)), [
    ...tableKinds,
    "view",
    "materialized-view",
    "composite-type",
  ]);
  execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
  const column = stringsOf(names).at(-1) ?? "";
  const hasColumns = isTable(relation) || isView(relation) || relation.kind === "composite-type";
  if (!hasColumns || columnOrAssumed(execution, relation, column) === undefined)
    execution.fail("42703", `column "${column}" of relation "${relation.name}" does not exist`);
}

const partKinds: Readonly<Partial<Record<ObjectType, "constraints" | "triggers" | "policies" | "rules">>> = {
  OBJECT_TABCONSTRAINT: "constraints",
  OBJECT_TRIGGER: "triggers",
  OBJECT_POLICY: "policies",
  OBJECT_RULE: "rules",
};

const partWords = {
  constraints: "constraint",
  triggers: "trigger",
  policies: "policy",
  rules: "rule",
} as const;

function commentOnPart(execution: Execution, kind: ObjectType, names: readonly Node[]): void {
  const relation = requireRelation(execution, rangeOf(names.slice(0, -1)), [
    ...tableKinds,
    "view",
    "materialized-view",
    "composite-type",
  ]);
  execution.lock(relation, "ACCESS SHARE");
  if (isOpen(execution, relation)) return;
  const list = partKinds[kind] ?? "constraints";
  const name = stringsOf(names).at(-1) ?? "";
  if (!partsOf(execution, relation, list).some((part) => part.name === name))
    execution.fail("42704", `${partWords[list]} "${name}" for table "${relation.name}" does not exist`);
}

function partsOf(
  execution: Execution,
  relation: Relation,
  list: keyof typeof partWords,
): readonly { readonly name: string }[] {
  if (isTable(relation) && list === "constraints")
    return relation.constraints.filter((one) => isThere(execution, one));
  if (isTable(relation)) return relation[list];
  return isView(relation) && (list === "triggers" || list === "rules") ? relation[list] : [];
}
