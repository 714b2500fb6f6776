import { isIndex, isTable, type Constraint, type Index, type Table } from "../../catalog/relations.ts";
import { ident, qualified, type Sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Step } from "../recipe.ts";
import { buildStep } from "./indexSteps.ts";
import { indexAsItIs } from "./indexSql.ts";
import { catalogOf, entryOf } from "./subject.ts";

/** An index that a statement about a partitioned table builds on one of its partitions. */
export interface PartitionIndex {
  readonly table: Table;
  readonly index: Index;
}

/** The indexes that the statement builds on partitions that have rows of their own, those of partitions of partitions too. */
export function indexesOnPartitions(facts: RecipeFacts): readonly PartitionIndex[] {
  const entry = entryOf(facts);
  return (entry?.outcome.changes ?? []).flatMap(({ collection, value }) => {
    if (collection !== "relation" || !isIndex(value) || value.kind !== "index") return [];
    const table = entry?.before.get("relation", value.table);
    const isNew = entry?.before.get("relation", value.id) === undefined;
    return isNew && isTable(table) && table.bound !== undefined ? [{ table, index: value }] : [];
  });
}

/** A constraint that the statement adds to a partition. */
export interface PartitionConstraint {
  readonly table: Table;
  readonly constraint: Constraint;
}

export function constraintsOnPartitions(
  facts: RecipeFacts,
  kind: Constraint["kind"],
): readonly PartitionConstraint[] {
  const entry = entryOf(facts);
  return (entry?.outcome.changes ?? []).flatMap(({ collection, value }) => {
    if (collection !== "relation" || !isTable(value) || value.kind !== "table") return [];
    const table = entry?.before.get("relation", value.id);
    if (!isTable(table) || table.bound === undefined) return [];
    const known = new Set(table.constraints.map(({ id }) => id));
    return value.constraints
      .filter((each) => each.kind === kind && !known.has(each.id))
      .map((constraint) => ({ table, constraint }));
  });
}

/**
 * Builds an index CONCURRENTLY on each partition, a migration each. A statement about the partitioned table then takes
 * over what is there instead of building it (DefineIndex). Undefined where an index cannot be written down again.
 */
export function buildOnPartitions(
  facts: RecipeFacts,
  indexes: readonly PartitionIndex[],
): readonly Step[] | undefined {
  const catalog = catalogOf(facts);
  const steps = indexes.flatMap(({ table, index }): readonly Step[] => {
    const build = catalog === undefined ? undefined : indexAsItIs(index, catalog, facts.grammar);
    if (build === undefined) return [];
    const name = ident(index.schema, index.name);
    return [buildStep(`On the partition ${table.name}`, name, build, { suffix: wordOf(table.name) })];
  });
  return steps.length === indexes.length ? steps : undefined;
}

/** A table as it is called from any file. */
export function tableSql({ schema, name }: Table): Sql {
  return qualified(schema === "public" ? undefined : schema, name);
}

/** For file names. */
export function wordOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
