import { isAssumed, type RelationId } from "../../catalog/ids.ts";
import type { Relation } from "../../catalog/relations.ts";
import { everythingInDoubt } from "./uncertainNames.ts";
import type { Execution } from "../execution.ts";

/*
 * A project's history need not begin with an empty database: a baseline may have been loaded by other means. In an open
 * world what a statement names exists, as what the statement needs it to be, with further parts that are not known.
 * What is made from it has unknown parts too. A name is known not to exist only where the history has dropped or
 * renamed it. Whoever looks something up asks here before it says that there is none.
 */

export function isOpenWorld({ target }: Pick<Execution, "target">): boolean {
  return target.assumesMissing === true;
}

/** Whether what a name means is not certain, because of a statement that could not be followed. */
export function isInDoubt({ edit }: Execution, name: string): boolean {
  return edit.get("uncertainName", name) === true || edit.get("uncertainName", everythingInDoubt) === true;
}

/** Whether a relation may have columns, constraints, indexes and the like that the model does not know. */
export function isOpen(execution: Execution, relation: Relation): boolean {
  if (!isOpenWorld(execution)) return false;
  return isAssumed(relation.id) || relation.open === true || isInDoubt(execution, relation.name);
}

/** As `isOpen`, of the relation as it is now. */
export function isOpenNow(execution: Execution, id: RelationId): boolean {
  const relation = execution.edit.get("relation", id);
  return relation !== undefined && isOpen(execution, relation);
}

/** The key under which the history notes that it has had something of that name. */
export function knownKey(kind: string, ...name: readonly string[]): string {
  return `${kind}:${name.join(".")}`;
}

/** Whether something of that name may exist though the model has none: the history has not had and lost it. */
export function mayExist(execution: Execution, key: string, name: string): boolean {
  if (!isOpenWorld(execution)) return false;
  return execution.edit.get("generation", key) === undefined || isInDoubt(execution, name);
}

/** Notes that the history knows of something, so that it is gone for good once it is gone. */
export function noteKnown({ edit }: Execution, key: string): void {
  if (edit.get("generation", key) === undefined) edit.put({ collection: "generation", key, value: 0 });
}
