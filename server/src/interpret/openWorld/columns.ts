import { columnNamed, isIndex, type Column, type Relation } from "../../catalog/relations.ts";
import { unknownType } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { isOpen, knownKey, mayExist, noteKnown } from "./world.ts";

/** A column of a relation of which not all columns are known; undefined where it has no column of that name. */
export function assumeColumn(execution: Execution, relation: Relation, name: string): Column | undefined {
  const { edit } = execution;
  const now = edit.get("relation", relation.id);
  if (now === undefined || !isOpen(execution, now) || !hasColumns(now)) return undefined;
  if (systemColumns.some((system) => system === name)) return undefined;
  const known = columnNamed(now, name);
  if (known !== undefined) return known;
  if (!mayExist(execution, columnKey(relation, name), name)) return undefined;
  const before = edit.before("relation", relation.id);
  const column = {
    number: Math.max(nextNumber(now), before === undefined || !hasColumns(before) ? 1 : nextNumber(before)),
    name,
    type: unknownType,
    notNull: false,
    local: true,
    inherited: 0,
  };
  if (before !== undefined && hasColumns(before) && columnNamed(before, name) === undefined)
    edit.grant({ collection: "relation", key: relation.id, value: withColumn(before, column) });
  if (edit.hasWritten("relation", relation.id))
    edit.put({ collection: "relation", key: relation.id, value: withColumn(now, column) });
  return column;
}

/** The column of that name, known or assumed. */
export function columnOrAssumed(
  execution: Execution,
  relation: Relation & { readonly columns: readonly Column[] },
  name: string,
): Column | undefined {
  return columnNamed(relation, name) ?? assumeColumn(execution, relation, name);
}

/** Notes that a relation has not, or no longer, a column of that name. */
export function forgetColumn(execution: Execution, relation: Relation, name: string): void {
  if (isOpen(execution, relation)) noteKnown(execution, columnKey(relation, name));
}

function columnKey({ id }: Relation, name: string): string {
  return knownKey("column", id, name);
}

type WithColumns = Exclude<Relation, { kind: "sequence" | "index" | "partitioned-index" }>;

function hasColumns(relation: Relation): relation is WithColumns {
  return relation.kind !== "sequence" && !isIndex(relation);
}

function nextNumber(relation: WithColumns): number {
  if ("nextColumn" in relation) return relation.nextColumn;
  return 1 + Math.max(0, ...relation.columns.map(({ number }) => number));
}

function withColumn<R extends WithColumns>(relation: R, column: Column): R {
  const columns = [...relation.columns, column];
  return "nextColumn" in relation
    ? { ...relation, columns, nextColumn: column.number + 1 }
    : { ...relation, columns };
}
