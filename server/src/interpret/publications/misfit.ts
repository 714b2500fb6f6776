import type { OtherObject } from "../../catalog/collections.ts";
import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { tablesAbove } from "./published.ts";

/** The columns that tell a table's rows apart, by number: all of them, or those of an index; none without one. */
export type ReplicaIdentity = "full" | ReadonlySet<number>;

/**
 * Whether a table's changes cannot be published since WHERE, column list or generated columns do not go with its
 * replica identity (pub_rf_contains_invalid_column, pub_contains_invalid_column).
 */
export function isMisfit(
  execution: Execution,
  { relations, publishing }: OtherObject,
  table: Table,
  identity: ReplicaIdentity,
): boolean {
  if (publishing === undefined) return false;
  const listed = tablesAbove(execution, table).filter(
    ({ id, schema }) => relations.includes(id) || publishing.schemas.includes(schema),
  );
  const as = (publishing.viaRoot === true ? listed.at(-1) : undefined) ?? table;
  const { filter, columns } = publishing.parts?.find(({ relation }) => relation === as.id) ?? {};
  if (filter !== undefined && identity !== "full") {
    const named = namesOf(as, filter);
    if (namesOf(table, [...identity]).filter((name) => named.includes(name)).length < named.length)
      return true;
  }
  if (columns !== undefined) return identity === "full" || !isCovered(table, identity, namesOf(as, columns));
  return execution.server.isSince(18) && hasUnpublished(table, identity, publishing.generated === true);
}

function isCovered(table: Table, identity: ReadonlySet<number>, listed: readonly string[]): boolean {
  return namesOf(table, [...identity]).every((name) => listed.includes(name));
}

/** Virtual columns are never published, stored ones on request. */
function hasUnpublished({ columns }: Table, identity: ReplicaIdentity, publishesStored: boolean): boolean {
  return columns.some(({ number, generated }) => {
    if (generated === undefined || (identity !== "full" && !identity.has(number))) return false;
    return generated.kind === "virtual" || !publishesStored;
  });
}

function namesOf({ columns }: Table, numbers: readonly number[]): readonly string[] {
  return [...new Set(numbers)].flatMap(
    (number) => columns.find((column) => column.number === number)?.name ?? [],
  );
}
