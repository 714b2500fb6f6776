import type { DropStmt, Node, ObjectType } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { isIndex, isTable, type Index, type Relation } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { rangeOf, relationById, relationOf } from "../names/lookup.ts";
import { itemsOf } from "../nodes.ts";
import { refuseInTransaction } from "../refusals.ts";
import { removeRelation, replaceRelation } from "../objects/objects.ts";
import { dropObjects } from "./drop.ts";
import { shortName } from "./dropTarget.ts";
import { refusePending } from "../triggers/pending.ts";
import { loseUnknown } from "../openWorld/losses.ts";

/** DROP TABLE, VIEW, INDEX, SEQUENCE and their kin (RemoveRelations, tablecmds.c). */
export function dropRelations(execution: Execution, statement: DropStmt): void {
  const kind = statement.removeType ?? "OBJECT_TABLE";
  const cascade = statement.behavior === "DROP_CASCADE";
  const concurrent = statement.concurrent === true;
  if (concurrent) refuseConcurrent(execution, statement);
  const relations = (statement.objects ?? []).flatMap((object) => {
    const relation = find(execution, kind, object, statement.missing_ok === true);
    return relation === undefined ? [] : [relation];
  });
  if (concurrent) for (const relation of relations) dropConcurrently(execution, relation);
  else {
    for (const relation of relations) {
      lockTarget(execution, relation);
      loseUnknown(execution, { kind: "relation", relation }, cascade);
    }
    if (relations.length > 0)
      dropObjects(
        execution,
        relations.map((relation) => ({ kind: "relation", relation })),
        cascade,
      );
  }
}

function refuseConcurrent(execution: Execution, statement: DropStmt): void {
  // ProcessUtility refuses the transaction block before RemoveRelations looks at the rest.
  refuseInTransaction(execution, "DROP INDEX CONCURRENTLY");
  if ((statement.objects ?? []).length > 1)
    execution.fail("0A000", "DROP INDEX CONCURRENTLY does not support dropping multiple objects");
  if (statement.behavior === "DROP_CASCADE")
    execution.fail("0A000", "DROP INDEX CONCURRENTLY does not support CASCADE");
}

const kinds: Readonly<
  Partial<Record<ObjectType, { readonly of: readonly Relation["kind"][]; readonly word: string }>>
> = {
  OBJECT_TABLE: { of: ["table", "partitioned-table"], word: "table" },
  OBJECT_VIEW: { of: ["view"], word: "view" },
  OBJECT_MATVIEW: { of: ["materialized-view"], word: "materialized view" },
  OBJECT_SEQUENCE: { of: ["sequence"], word: "sequence" },
  OBJECT_INDEX: { of: ["index", "partitioned-index"], word: "index" },
  OBJECT_FOREIGN_TABLE: { of: ["foreign-table"], word: "foreign table" },
};

function find(
  execution: Execution,
  kind: ObjectType,
  object: Node,
  missingOk: boolean,
): Relation | undefined {
  const range = rangeOf(itemsOf(object));
  const { of = [], word = "relation" } = kinds[kind] ?? {};
  const relation = relationOf(execution, range, of);
  if (relation === undefined) {
    if (missingOk) return undefined;
    if (range.schemaname !== undefined && execution.edit.get("schema", range.schemaname) === undefined)
      return execution.fail("3F000", `schema "${range.schemaname}" does not exist`);
    const name =
      range.schemaname === undefined ? range.relname : `${range.schemaname}.${range.relname ?? ""}`;
    return execution.fail(
      kind === "OBJECT_INDEX" || kind === "OBJECT_FOREIGN_TABLE" ? "42704" : "42P01",
      `${word} "${name ?? ""}" does not exist`,
    );
  }
  if (!of.includes(relation.kind)) {
    const article = /^[aeiou]/u.test(word) ? "an" : "a";
    execution.fail("42809", `"${relation.name}" is not ${article} ${word}`);
  }
  return relation;
}

/** What the statement names is locked first; an index after its table, with the whole tree below both. */
function lockTarget(execution: Execution, relation: Relation): void {
  if (isIndex(relation)) {
    refuseOwnedIndex(execution, relation);
    execution.lock(relationById(execution, relation.table), "ACCESS EXCLUSIVE");
    for (const partition of descendantsOf(execution, relationById(execution, relation.table)))
      if (relation.kind === "partitioned-index") execution.lock(partition, "ACCESS EXCLUSIVE");
  }
  if (relation.kind === "sequence" && relation.ownedBy?.identity === true)
    refuseIdentitySequence(execution, relation);
  execution.lock(relation, "ACCESS EXCLUSIVE");
  refusePending(execution, relation, "DROP TABLE");
}

function refuseOwnedIndex(execution: Execution, index: Index): void {
  const table = relationById(execution, index.table);
  const parent = index.parent === undefined ? undefined : execution.edit.get("relation", index.parent);
  if (parent !== undefined)
    execution.fail(
      "2BP01",
      `cannot drop index ${shortName(execution, index)} because index ${shortName(execution, parent)} requires it`,
    );
  const constraint = isTable(table) ? table.constraints.find(({ id }) => id === index.constraint) : undefined;
  if (constraint !== undefined)
    execution.fail(
      "2BP01",
      `cannot drop index ${shortName(execution, index)} because constraint ${constraint.name} on table ${shortName(execution, table)} requires it`,
    );
}

function refuseIdentitySequence(
  execution: Execution,
  sequence: Extract<Relation, { kind: "sequence" }>,
): void {
  const table =
    sequence.ownedBy === undefined ? undefined : execution.edit.get("relation", sequence.ownedBy.table);
  const column = isTable(table)
    ? table.columns.find(({ number }) => number === sequence.ownedBy?.column)
    : undefined;
  if (table !== undefined && column !== undefined)
    execution.fail(
      "2BP01",
      `cannot drop sequence ${shortName(execution, sequence)} because column ${column.name} of table ${shortName(execution, table)} requires it`,
    );
}

/** SHARE UPDATE EXCLUSIVE on table and index, and two waits for everybody who uses the table. */
function dropConcurrently(execution: Execution, index: Relation): void {
  if (!isIndex(index)) return;
  if (index.kind === "partitioned-index")
    execution.fail("0A000", `cannot drop partitioned index "${index.name}" concurrently`);
  refuseOwnedIndex(execution, index);
  const table = relationById(execution, index.table);
  execution.lock(table, "SHARE UPDATE EXCLUSIVE");
  execution.lock(index, "SHARE UPDATE EXCLUSIVE");
  execution.recorder.waits("all-users-of-relation", table);
  const { edit } = execution;
  if (isTable(table))
    replaceRelation(edit, { ...table, indexes: table.indexes.filter((id) => id !== index.id) });
  else if (table.kind === "materialized-view")
    replaceRelation(edit, { ...table, indexes: table.indexes.filter((id) => id !== index.id) });
  execution.recorder.destroys(
    { code: "index", name: displayName(index), implied: false, loses: "definition" },
    table,
  );
  removeRelation(edit, index);
}
