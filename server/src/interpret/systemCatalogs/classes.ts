import { rowTypeId } from "../../catalog/ids.ts";
import type { Relation } from "../../catalog/relations.ts";
import { isTable } from "../../catalog/relations.ts";
import { classOid, schemaOid } from "../values/cast.ts";
import { oid, row, type Row } from "../values/value.ts";
import { relationsFor, tablesFor, viewsFor, type SystemTable } from "./systemTable.ts";
import type { Execution } from "../execution.ts";

const kinds: Readonly<Record<Relation["kind"], string>> = {
  table: "r",
  "partitioned-table": "p",
  "foreign-table": "f",
  index: "i",
  "partitioned-index": "I",
  sequence: "S",
  view: "v",
  "materialized-view": "m",
  "composite-type": "c",
};

const persistences = { permanent: "p", unlogged: "u", temporary: "t" } as const;

/** pg_class, pg_namespace and the views that list relations. */
export const classTables: readonly SystemTable[] = [
  {
    name: "pg_class",
    names: ["relname"],
    rows: (execution, hints) =>
      relationsFor(execution, hints, "relname").map((relation) => classRow(execution, relation)),
  },
  {
    name: "pg_namespace",
    names: [],
    rows: ({ edit }) =>
      [...edit.all("schema"), ["information_schema"] as const].map(([name]) =>
        row({ oid: schemaOid(name), nspname: name }),
      ),
  },
  {
    name: "pg_tables",
    names: ["tablename"],
    rows: (execution, hints) =>
      tablesFor(execution, hints, "tablename", "schemaname")
        .filter(({ kind }) => kind !== "foreign-table")
        .map((table) =>
          row({
            schemaname: table.schema,
            tablename: table.name,
            hasindexes: table.indexes.length > 0,
            rowsecurity: table.rowSecurity.enabled,
            tablespace: table.tablespace ?? null,
          }),
        ),
  },
  {
    name: "pg_views",
    names: ["viewname"],
    rows: (execution, hints) =>
      viewsFor(execution, hints, "viewname", "schemaname")
        .filter(({ kind }) => kind === "view")
        .map(({ schema, name }) => row({ schemaname: schema, viewname: name })),
  },
  {
    name: "pg_matviews",
    names: ["matviewname"],
    rows: (execution, hints) =>
      viewsFor(execution, hints, "matviewname", "schemaname")
        .filter(({ kind }) => kind === "materialized-view")
        .map(({ schema, name, populated }) =>
          row({ schemaname: schema, matviewname: name, ispopulated: populated }),
        ),
  },
  {
    name: "pg_sequences",
    names: ["sequencename"],
    rows: (execution, hints) =>
      relationsFor(execution, hints, "sequencename", "schemaname")
        .filter(({ kind }) => kind === "sequence")
        .map(({ schema, name }) => row({ schemaname: schema, sequencename: name })),
  },
  {
    name: "pg_inherits",
    names: [],
    rows: (execution, hints) =>
      tablesFor(execution, hints, "").flatMap((table) =>
        table.parents.flatMap((parent, index) => {
          const relation = execution.edit.get("relation", parent);
          if (relation === undefined) return [];
          return [
            row({
              inhrelid: classOid(execution, table),
              inhparent: classOid(execution, relation),
              inhseqno: index + 1,
            }),
          ];
        }),
      ),
  },
];

function classRow(execution: Execution, relation: Relation): Row {
  const table = isTable(relation) ? relation : undefined;
  return row({
    oid: classOid(execution, relation),
    relname: relation.name,
    relnamespace: schemaOid(relation.schema),
    relkind: kinds[relation.kind],
    relpersistence: persistences[relation.persistence],
    relispartition: table === undefined ? undefined : table.bound !== undefined,
    relrowsecurity: table?.rowSecurity.enabled ?? false,
    relforcerowsecurity: table?.rowSecurity.forced ?? false,
    relhasindex: table === undefined ? undefined : table.indexes.length > 0,
    reltype: oid(rowTypeId(relation.id), relation.name),
  });
}
