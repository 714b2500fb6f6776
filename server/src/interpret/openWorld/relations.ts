import {
  assumedRelationId,
  displayName,
  isAssumed,
  nameKey,
  type QualifiedName,
  type RelationId,
} from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type Index,
  type Relation,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import { assumedMark } from "./complete.ts";
import type { Execution } from "../execution.ts";
import { blankRelation } from "./blank.ts";
import { assumeSchema } from "./schemas.ts";
import { unnamedTable } from "./unnamed.ts";
import { knownKey, mayExist } from "./world.ts";

/** What a statement needs a relation to be; the first is what one that is not known is taken for. */
export type Needed = readonly Relation["kind"][];

/** The relation of a name that the history does not tell of; undefined where it is known to be gone. */
export function assumeRelation(
  execution: Execution,
  name: QualifiedName,
  needed: Needed = ["table"],
): Relation | undefined {
  const key = knownKey("relation", name.schema, name.name);
  if (!mayExist(execution, key, name.name) || !assumeSchema(execution, name.schema)) return undefined;
  const { edit } = execution;
  const id = assumedRelationId(name);
  const kind = needed[0] ?? "table";
  edit.grant({ collection: "generation", key: assumedMark, value: 0 });
  // The name is known from now on: once the relation is dropped or renamed, it is gone and not assumed again.
  if (edit.get("generation", key) === undefined) edit.grant({ collection: "generation", key, value: 0 });
  edit.grant({ collection: "relationName", key: nameKey(name), value: id });
  const relation = blankRelation({ schema: name.schema, name: name.name, id }, kind, tableOfIndex(name));
  edit.grant({ collection: "relation", key: id, value: relation });
  if (isIndex(relation)) enterTableOf(execution, relation);
  return relation;
}

/** A relation that is only assumed becomes what a statement needs it to be; any other stays what it is. */
export function refine(execution: Execution, relation: Relation, needed: Needed): Relation {
  if (needed.includes(relation.kind) || !isAssumed(relation.id)) return relation;
  const kind = needed[0] ?? "table";
  const { schema, name, id } = relation;
  const blank = blankRelation({ schema, name, id }, kind, tableOfIndex(relation));
  const value = withParts(blank, relation);
  enter(execution, value);
  if (isIndex(value)) enterTableOf(execution, value);
  return value;
}

/** The id of the table of an index that is assumed: no statement tells its name. */
export function tableOfIndex(index: QualifiedName): RelationId {
  return `relation:?${wordsForTableOf(index)}`;
}

function wordsForTableOf(index: QualifiedName): string {
  return `the table of ${displayName(index)}`;
}

function hasColumns(relation: Relation): relation is Exclude<Relation, { kind: "sequence" } | Index> {
  return relation.kind !== "sequence" && !isIndex(relation);
}

/** What is known already of a relation that turns out to be of another kind. */
function withParts(blank: Relation, relation: Relation): Relation {
  if (isTable(blank) && isTable(relation)) {
    const { partitionKey } = blank;
    return { ...relation, kind: blank.kind, ...(partitionKey === undefined ? {} : { partitionKey }) };
  }
  return hasColumns(blank) && hasColumns(relation) ? { ...blank, columns: relation.columns } : blank;
}

/** Changes what is known of a table, as it was before the statement and as it is now. */
export function amend(
  execution: Execution,
  id: RelationId,
  change: <R extends Table | View>(relation: R) => R,
): void {
  const { edit } = execution;
  const before = edit.before("relation", id);
  const now = edit.get("relation", id);
  if (isTable(before) || isView(before))
    edit.grant({ collection: "relation", key: id, value: change(before) });
  if (edit.hasWritten("relation", id) && (isTable(now) || isView(now)))
    edit.put({ collection: "relation", key: id, value: change(now) });
}

/** Enters a changed relation as one that has been so before the statement, and as it is now. */
export function enter({ edit }: Execution, relation: Relation): void {
  edit.grant({ collection: "relation", key: relation.id, value: relation });
  if (edit.hasWritten("relation", relation.id))
    edit.put({ collection: "relation", key: relation.id, value: relation });
}

function enterTableOf(execution: Execution, index: Index): void {
  const table = unnamedTable(execution, wordsForTableOf(index));
  if (!table.indexes.includes(index.id))
    enter(execution, { ...table, indexes: [...table.indexes, index.id] });
}
