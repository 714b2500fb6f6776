import type { Table } from "../../catalog/relations.ts";

/** A table without anything in it. */
export function emptyTable(
  { id, schema, name, persistence }: Pick<Table, "id" | "schema" | "name" | "persistence">,
  kind: Table["kind"],
): Table {
  return {
    kind,
    id,
    schema,
    name,
    persistence,
    options: {},
    columns: [],
    nextColumn: 1,
    constraints: [],
    indexes: [],
    referencedBy: [],
    triggers: [],
    policies: [],
    rules: [],
    rowSecurity: { enabled: false, forced: false },
    parents: [],
    children: [],
    replicaIdentity: kind === "foreign-table" ? "nothing" : "default",
    accessMethod: "heap",
  };
}
