import type { Catalog } from "../catalog.ts";
import { displayName, isAssumed } from "../ids.ts";
import type { Relation, Table } from "../relations.ts";
import { describeColumns } from "./columns.ts";
import { describeConstraints } from "./constraints.ts";
import { expressionFacts, fact, internal, named, type Described, type Fact } from "./described.ts";
import type { Words } from "./inWords.ts";
import { describePolicies, describeRules, describeTriggers } from "./parts.ts";
import { relationKey, schemaKey } from "./relationKeys.ts";

/** A table with all that stands in it; its indexes are relations of their own. */
export function describeTable(catalog: Catalog, table: Table, words: Words): readonly Described[] {
  const named = describeName(catalog, table);
  const own = { ...named, facts: () => [...commonFacts(table), ...tableFacts(table, words)] };
  if (own.assumed === true) return [own];
  return [
    own,
    ...describeColumns(table, words),
    ...describeConstraints(catalog, table, words),
    ...describeTriggers(table, words),
    ...describePolicies(table, words),
    ...describeRules(table, words),
  ];
}

/** A table as such, of which nothing is said. */
export function describeName(catalog: Catalog, table: Table): Described {
  return {
    key: relationKey(table),
    kind: kinds[table.kind],
    name: displayName(table),
    within: [schemaKey(table.schema), ...partitionOf(catalog, table)],
    facts: () => [],
    ...(isAssumed(table.id) ? { assumed: true } : {}),
  };
}

const kinds = {
  table: "table",
  "partitioned-table": "partitioned table",
  "foreign-table": "foreign table",
} as const;

/** Partitions go with the table that they are part of. */
function partitionOf(catalog: Catalog, table: Table): readonly string[] {
  if (table.bound === undefined) return [];
  return table.parents.flatMap((id) => {
    const parent = catalog.get("relation", id);
    return parent === undefined ? [] : [relationKey(parent)];
  });
}

/** What every relation has. */
export function commonFacts({ persistence, options, kind }: Relation): readonly Fact[] {
  const set = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return [fact("kind", kind), fact("persistence", persistence), fact("storage parameters", named(set))];
}

function tableFacts(table: Table, words: Words): readonly Fact[] {
  const { rowSecurity, replicaIdentity, bound } = table;
  return [
    fact("access method", table.accessMethod),
    fact("tablespace", table.tablespace ?? "pg_default"),
    fact("row level security", rowSecurity.forced ? "forced" : rowSecurity.enabled ? "enabled" : "disabled"),
    ...(rowSecurity.forced ? [internal("row security is enabled", rowSecurity.enabled)] : []),
    fact("parents", named(table.parents.map((id) => words.relation(id)))),
    internal("children", named(table.children.map((id) => words.relation(id)))),
    ...partitionKeyFacts(table, words),
    bound === undefined
      ? fact("partition bound", "none")
      : { name: "partition bound", value: bound.isDefault ? "default" : "", node: bound.node },
    fact("detach pending", bound?.detachPending === true ? "yes" : "no"),
    fact("of type", table.ofType === undefined ? "none" : words.object(table.ofType)),
    fact(
      "replica identity",
      typeof replicaIdentity === "string" ? replicaIdentity : words.relation(replicaIdentity.index),
    ),
    fact("clustered on", words.relation(table.clusteredOn)),
    internal("next column", table.nextColumn),
    internal("indexes", named(table.indexes.map((id) => words.relation(id)))),
    internal(
      "referenced by",
      table.referencedBy
        .map(({ table: from, constraint }) => `${words.relation(from)} ${words.constraint(from, constraint)}`)
        .sort()
        .join(", "),
    ),
  ];
}

function partitionKeyFacts({ id, partitionKey }: Table, words: Words): readonly Fact[] {
  if (partitionKey === undefined) return [fact("partition key", "none")];
  const parts = partitionKey.parts.map((part) => (typeof part === "number" ? words.column(id, part) : "(…)"));
  return [
    fact("partition key", `${partitionKey.strategy} (${parts.join(", ")})`),
    ...partitionKey.parts.flatMap((part, position) =>
      typeof part === "number" ? [] : expressionFacts(`partition key ${position + 1}`, part, words),
    ),
  ];
}
