import type { Catalog } from "../../catalog/catalog.ts";
import type { OtherObject } from "../../catalog/collections.ts";
import { displayName, isAssumed } from "../../catalog/ids.ts";
import { isIndex, isTable, type Table } from "../../catalog/relations.ts";
import type { ObjectBreakage } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { publicationsOf, publishes } from "../publications/published.ts";

/**
 * Tables of a publication in which nothing tells a changed row from the others: UPDATE and DELETE fail with 55000
 * (CheckCmdReplicaIdentity). They lose their key or the index that was their identity, or come into a publication without.
 * REPLICA IDENTITY itself is told where it is set.
 */
export function unidentified(before: Catalog, execution: Execution): readonly ObjectBreakage[] {
  const { edit } = execution;
  const tables = edit.changes.flatMap(({ collection, key }): readonly Table[] => {
    if (collection === "other") return newlyPublished(before, execution, key);
    const now = collection === "relation" ? edit.get("relation", key) : undefined;
    return now !== undefined && losesIdentity(before, execution, now.id) && isTable(now) ? [now] : [];
  });
  return [...new Set(tables)].map((table) => ({
    code: "changes-unidentified",
    object: `table ${displayName(table)}`,
    named: { collection: "relation", key: table.id },
  }));
}

function newlyPublished(before: Catalog, execution: Execution, key: string): readonly Table[] {
  const { edit } = execution;
  const now = edit.get("other", key);
  if (now?.kind !== "publication" || !sendsChanges(now)) return [];
  const old = before.get("other", key);
  const isKnown = (table: Table): boolean =>
    old !== undefined && sendsChanges(old) && publishes(execution, old, table);
  return candidates(execution, now).filter(
    (table) => isBlind(table, edit) && publishes(execution, now, table) && !isKnown(table),
  );
}

/** Those that a publication names; all where it has whole schemas or partitions by the table above them. */
function candidates({ edit }: Execution, { relations, publishing }: OtherObject): readonly Table[] {
  const named = relations.map((id) => edit.get("relation", id));
  const isWide =
    publishing?.everything === true ||
    (publishing?.schemas ?? []).length > 0 ||
    named.some((relation) => relation?.kind === "partitioned-table");
  return (isWide ? [...edit.all("relation")].map(([, relation]) => relation) : named).filter(isTable);
}

function losesIdentity(before: Catalog, execution: Execution, id: Table["id"]): boolean {
  const { edit } = execution;
  const [old, now] = [before.get("relation", id), edit.get("relation", id)];
  if (!isTable(old) || !isTable(now)) return false;
  if (old.constraints === now.constraints && old.indexes === now.indexes) return false;
  if (now.replicaIdentity === "nothing" || isBlind(old, before) || !isBlind(now, edit)) return false;
  return publicationsOf(execution, now).some(sendsChanges);
}

function sendsChanges(object: OtherObject | undefined): boolean {
  return object?.publishing?.actions.some((action) => action === "update" || action === "delete") === true;
}

/** Whether nothing identifies the rows of a table whose key is known. */
function isBlind(
  { kind, persistence, replicaIdentity, constraints, id, open }: Table,
  catalog: Pick<Catalog, "get">,
): boolean {
  if (kind !== "table" || persistence !== "permanent" || isAssumed(id) || open === true) return false;
  if (typeof replicaIdentity === "object") return !isIndex(catalog.get("relation", replicaIdentity.index));
  if (replicaIdentity !== "default") return replicaIdentity === "nothing";
  return !constraints.some((each) => each.kind === "primary-key" && !each.deferrable);
}
