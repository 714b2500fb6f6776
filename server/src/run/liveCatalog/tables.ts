import type { PartitionSpec } from "@pgsql/types";
import type { CompositeRelation, PartitionKey, Relation, Table, View } from "../../catalog/relations.ts";
import { otherKey } from "../../interpret/objects/otherObjects.ts";
import { liveColumns } from "./columns.ts";
import { liveConstraints } from "./constraints.ts";
import { liveIndex } from "./indexes.ts";
import type { Live } from "./live.ts";
import { livePolicies } from "./policies.ts";
import { optionsOf, persistenceOf } from "./relations.ts";
import { type RelationRow } from "./rows/relations.ts";
import { liveRules, viewRule } from "./rules.ts";
import { liveSequence } from "./sequences.ts";
import { liveTriggers } from "./triggers.ts";

/** Every relation of the user, oldest first; what refers back to a table is still to be entered in it. */
export function liveRelations(live: Live): readonly Relation[] {
  return live.rows.relations.flatMap((row) => liveRelation(live, row) ?? []);
}

function liveRelation(live: Live, row: RelationRow): Relation | undefined {
  switch (row.kind) {
    case "i":
    case "I":
      return liveIndex(live, row);
    case "S":
      return liveSequence(live, row);
    case "v":
    case "m":
      return liveView(live, row);
    case "c":
      return liveComposite(live, row);
    default:
      return liveTable(live, row);
  }
}

function commonParts(live: Live, row: RelationRow) {
  return {
    id: live.names.relation(row.oid),
    schema: row.schema,
    name: row.name,
    persistence: persistenceOf(row),
    options: optionsOf(row),
  };
}

function liveTable(live: Live, row: RelationRow): Table {
  const parents = live.parentsOf(row.oid);
  const key = partitionKey(live, row);
  const bound = boundOf(live, row);
  const indexes = live.indexesOf(row.oid);
  const clustered = indexes.find(({ clustered: is }) => is)?.oid;
  const on = live.rows.foreignTables.find(({ relation }) => relation === row.oid);
  return {
    ...commonParts(live, row),
    ...(on === undefined ? {} : { server: otherKey("server", on.server) }),
    kind: row.kind === "p" ? "partitioned-table" : row.kind === "f" ? "foreign-table" : "table",
    columns: liveColumns(live, row.oid),
    nextColumn: row.attributes + 1,
    constraints: liveConstraints(live, row.oid),
    indexes: indexes.map(({ oid }) => live.names.relation(oid)),
    referencedBy: [],
    triggers: liveTriggers(live, row.oid),
    policies: livePolicies(live, row.oid),
    rules: liveRules(live, row.oid),
    rowSecurity: { enabled: row.row_security, forced: row.forced },
    parents: parents.map(({ parent }) => live.names.relation(parent)),
    children: live.childrenOf(row.oid).map((child) => live.names.relation(child)),
    ...(key === undefined ? {} : { partitionKey: key }),
    ...(bound === undefined ? {} : { bound }),
    ...(row.of_type === 0 ? {} : { ofType: live.names.type(row.of_type) }),
    replicaIdentity: replicaIdentity(live, row),
    ...(clustered === undefined ? {} : { clusteredOn: live.names.relation(clustered) }),
    accessMethod: row.access_method ?? "heap",
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
  };
}

const strategies = { RANGE: "range", LIST: "list", HASH: "hash" } as const;

/** `RANGE (id, lower(name))`. */
function partitionKey(live: Live, row: RelationRow): PartitionKey | undefined {
  if (row.partition_key === null) return undefined;
  const node = live.statement(`CREATE TABLE t () PARTITION BY ${row.partition_key}`)?.node;
  const spec = node !== undefined && "CreateStmt" in node ? node.CreateStmt.partspec : undefined;
  const columns = live.columnsOf(row.oid);
  const parts = (spec?.partParams ?? []).flatMap((part): PartitionKey["parts"][number][] => {
    if (!("PartitionElem" in part)) return [];
    const { name, expr } = part.PartitionElem;
    if (expr !== undefined) return [{ node: expr, columns: live.columnsIn(expr, columns) }];
    return columns.filter((column) => column.name === name).map(({ number }) => number);
  });
  const [strategy = ""] = row.partition_key.split(" ");
  return {
    ...{ strategy: isStrategy(strategy) ? strategies[strategy] : "range", parts },
    ...(spec === undefined ? {} : comparedBy(spec)),
  };
}

/** The server prints a collation or operator class only where it is not the column's own (pg_get_partkeydef_worker). */
function comparedBy({ partParams = [] }: PartitionSpec): Pick<PartitionKey, "comparedBy"> {
  const elements = partParams.flatMap((part) =>
    "PartitionElem" in part && part.PartitionElem.name !== undefined ? [part.PartitionElem] : [],
  );
  if (elements.some(({ collation = [] }) => collation.length > 0)) return { comparedBy: "collation" };
  return elements.some(({ opclass = [] }) => opclass.length > 0) ? { comparedBy: "operator-class" } : {};
}

function isStrategy(word: string): word is keyof typeof strategies {
  return word in strategies;
}

/** `FOR VALUES FROM (1) TO (10)` or `DEFAULT`. */
function boundOf(live: Live, row: RelationRow): Table["bound"] {
  if (row.bound === null) return undefined;
  const node = live.statement(`CREATE TABLE t PARTITION OF p ${row.bound}`)?.node;
  const bound = node !== undefined && "CreateStmt" in node ? node.CreateStmt.partbound : undefined;
  if (bound === undefined) return undefined;
  const detachPending = live.parentsOf(row.oid).some(({ detach_pending }) => detach_pending);
  return { node: { PartitionBoundSpec: bound }, isDefault: bound.is_default === true, detachPending };
}

function replicaIdentity(live: Live, row: RelationRow): Table["replicaIdentity"] {
  if (row.replica_identity === "f") return "full";
  if (row.replica_identity === "n") return "nothing";
  const index = live.indexesOf(row.oid).find(({ replica_identity }) => replica_identity)?.oid;
  if (row.replica_identity !== "i" || index === undefined) return "default";
  return { index: live.names.relation(index) };
}

function liveView(live: Live, row: RelationRow): View {
  const rule = live.rulesOf(row.oid).find(({ name }) => name === viewRule)?.oid ?? 0;
  const reads = live.dependencies.reads("pg_rewrite", rule);
  return {
    ...commonParts(live, row),
    kind: row.kind === "m" ? "materialized-view" : "view",
    columns: liveColumns(live, row.oid),
    query: live.statement(row.definition ?? "")?.node ?? { SelectStmt: {} },
    reads: [...reads]
      .filter(([oid]) => oid !== row.oid)
      .map(([oid, columns]) => ({ relation: live.names.relation(oid), columns })),
    opaque: false,
    uses: live.dependencies.uses("pg_rewrite", rule),
    indexes: live.indexesOf(row.oid).map(({ oid }) => live.names.relation(oid)),
    populated: row.populated,
    rules: liveRules(live, row.oid),
    triggers: liveTriggers(live, row.oid),
  };
}

function liveComposite(live: Live, row: RelationRow): CompositeRelation {
  return {
    ...commonParts(live, row),
    kind: "composite-type",
    type: live.names.type(row.row_type),
    columns: liveColumns(live, row.oid),
    nextColumn: row.attributes + 1,
  };
}
