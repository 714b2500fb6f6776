import type { PartitionElem, PartitionSpec } from "@pgsql/types";
import { defaultOperatorClass } from "./builtins/operatorClasses.ts";
import type { Column } from "./relations.ts";
import type { ServerVersion } from "./serverVersion.ts";

/** Default operator classes of kinds of types, and the other name of one. */
const general: readonly string[] = ["enum_ops", "array_ops", "record_ops", "range_ops", "varchar_ops"];

/**
 * By what a column of a partition key is compared that is not its own. What is known of the column by its own comparison,
 * as a CHECK, says nothing of a bound then, and with another collation a WHERE does not either
 * (match_clause_to_partition_key and predicate_implied_by ask for the same collation and operators).
 */
export function ownComparison(
  { strategy, partParams = [] }: PartitionSpec,
  columns: readonly Column[],
  server: ServerVersion,
): { readonly comparedBy?: "collation" | "operator-class" } {
  const method = strategy === "PARTITION_STRATEGY_HASH" ? "hash" : "btree";
  let ordered = false;
  for (const part of partParams) {
    if (!("PartitionElem" in part)) continue;
    const { PartitionElem: element } = part;
    const column = columns.find(({ name }) => name === element.name);
    if (column === undefined) continue;
    if (isCollated(element, column)) return { comparedBy: "collation" };
    ordered ||= isOrdered(element, column, method, server);
  }
  return ordered ? { comparedBy: "operator-class" } : {};
}

function isCollated({ collation = [] }: PartitionElem, column: Column): boolean {
  const name = lastOf(collation);
  return name !== undefined && name !== (column.collation ?? "default");
}

function isOrdered(
  { opclass = [] }: PartitionElem,
  { type }: Column,
  method: string,
  server: ServerVersion,
): boolean {
  const name = lastOf(opclass);
  if (name === undefined || general.includes(name)) return false;
  const builtin = type.array ? undefined : /^type:pg_catalog\.(.*)$/u.exec(type.id)?.[1];
  if (builtin === undefined) return true;
  return defaultOperatorClass(method, builtin === "varchar" ? "text" : builtin, server) !== name;
}

function lastOf(names: NonNullable<PartitionElem["opclass"]>): string | undefined {
  const last = names.at(-1);
  return last !== undefined && "String" in last ? last.String.sval : undefined;
}
