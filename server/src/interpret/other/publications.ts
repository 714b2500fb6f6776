import type { AlterPublicationStmt, CreatePublicationStmt, Node } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { columnsIn } from "../expressions.ts";
import { requireRelation } from "../lookup.ts";
import { addDependent } from "../objects.ts";
import { otherKey, otherNamed } from "../otherObjects.ts";

/** CREATE PUBLICATION: SHARE UPDATE EXCLUSIVE on each table that it names. */
export function createPublication(execution: Execution, statement: CreatePublicationStmt): void {
  const name = statement.pubname ?? "";
  if (otherNamed(execution, "publication", name) !== undefined)
    execution.fail("42710", `publication "${name}" already exists`);
  put(execution, name, lockTables(execution, statement.pubobjects, name));
}

/** ALTER PUBLICATION … ADD, DROP, SET TABLE. */
export function alterPublication(execution: Execution, statement: AlterPublicationStmt): void {
  const name = statement.pubname ?? "";
  const known = otherNamed(execution, "publication", name);
  if (known === undefined) return execution.fail("42704", `publication "${name}" does not exist`);
  if (statement.pubobjects === undefined) return;
  const named = lockTables(execution, statement.pubobjects, name);
  const { relations } = known.object;
  if (statement.action === "AP_DropObjects") {
    put(
      execution,
      name,
      relations.filter((id) => !named.includes(id)),
    );
    return;
  }
  if (statement.action === "AP_SetObjects") {
    for (const id of relations) {
      const relation = execution.edit.get("relation", id);
      if (relation !== undefined) execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
    }
    put(execution, name, named);
    return;
  }
  for (const id of named)
    if (relations.includes(id))
      execution.fail(
        "42710",
        `relation "${execution.edit.get("relation", id)?.name ?? ""}" is already member of publication "${name}"`,
      );
  put(execution, name, [...relations, ...named]);
}

function put(execution: Execution, name: string, relations: readonly RelationId[]): void {
  const key = otherKey("publication", name);
  execution.edit.put({ collection: "other", key, value: { kind: "publication", name, relations } });
}

/** Inheritance children are published too; partitions are through their parent. */
function lockTables(
  execution: Execution,
  objects: readonly Node[] | undefined,
  publication: string,
): readonly RelationId[] {
  return (objects ?? []).flatMap((node) => {
    if (!("PublicationObjSpec" in node)) return [];
    const range = node.PublicationObjSpec.pubtable?.relation;
    if (range === undefined) return [];
    const relation = requireRelation(execution, range);
    if (!isTable(relation))
      return execution.fail("22023", `cannot add relation "${relation.name}" to publication`);
    const below = range.inh === true && relation.kind === "table" ? descendantsOf(execution, relation) : [];
    const where = node.PublicationObjSpec.pubtable?.whereClause;
    if (where !== undefined)
      addDependent(execution.edit, relation.id, {
        object: otherKey("publication", publication),
        columns: columnsIn(execution, where, relation),
        strength: "normal",
      });
    for (const table of [relation, ...below]) execution.lock(table, "SHARE UPDATE EXCLUSIVE");
    return [relation, ...below].map(({ id }) => id);
  });
}
