import { isView, type Column, type Constraint, type Relation, type Table } from "../../catalog/relations.ts";
import { isThere } from "../constraints/find.ts";
import { formatType } from "../types/formatType.ts";
import type { Execution } from "../execution.ts";
import { row, type Row, type Value } from "../values/value.ts";
import { columnsOf, hasDefault } from "./attributes.ts";
import { type Hints, relationsFor, tablesFor, viewsFor, type SystemTable } from "./systemTable.ts";

/** The views of the information schema that migrations ask. */
export const informationTables: readonly SystemTable[] = [
  { name: "information_schema.tables", names: ["table_name"], rows: listed },
  {
    name: "information_schema.columns",
    names: ["table_name"],
    rows: (execution, hints) =>
      relationsFor(execution, hints, "table_name", "table_schema")
        .filter(({ kind }) => kind !== "materialized-view" && kind !== "composite-type")
        .flatMap((relation) => columnsOf(relation).map((column) => columnRow(execution, relation, column))),
  },
  {
    name: "information_schema.views",
    names: ["table_name"],
    rows: (execution, hints) =>
      viewsFor(execution, hints, "table_name", "table_schema")
        .filter(({ kind }) => kind === "view")
        .map(({ schema, name }) => row({ table_schema: schema, table_name: name })),
  },
  {
    name: "information_schema.schemata",
    names: [],
    rows: ({ edit }) =>
      [...edit.all("schema"), ["information_schema"] as const].map(([name]) => row({ schema_name: name })),
  },
  {
    name: "information_schema.sequences",
    names: ["sequence_name"],
    rows: (execution, hints) =>
      relationsFor(execution, hints, "sequence_name", "sequence_schema")
        .filter(({ kind }) => kind === "sequence")
        .map(({ schema, name }) => row({ sequence_schema: schema, sequence_name: name })),
  },
  { name: "information_schema.table_constraints", names: ["table_name"], rows: tableConstraints },
  { name: "information_schema.key_column_usage", names: ["table_name"], rows: keyColumns },
  { name: "information_schema.constraint_column_usage", names: ["table_name"], rows: usedColumns },
  {
    name: "information_schema.referential_constraints",
    names: [],
    rows: (execution, hints) =>
      tablesFor(execution, hints, "").flatMap((table) =>
        table.constraints.flatMap((one) =>
          one.kind !== "foreign-key"
            ? []
            : [
                row({
                  constraint_schema: table.schema,
                  constraint_name: one.name,
                  delete_rule: one.onDelete.replace("-", " ").toUpperCase(),
                  update_rule: one.onUpdate.replace("-", " ").toUpperCase(),
                }),
              ],
        ),
      ),
  },
  {
    name: "information_schema.check_constraints",
    names: [],
    rows: (execution, hints) =>
      tablesFor(execution, hints, "").flatMap((table) =>
        table.constraints.flatMap(({ kind, name }) =>
          kind === "check" ? [row({ constraint_schema: table.schema, constraint_name: name })] : [],
        ),
      ),
  },
  {
    name: "information_schema.routines",
    names: [],
    rows: ({ edit }) =>
      [...edit.all("function")].map(([, { schema, name, kind }]) =>
        row({
          routine_schema: schema,
          routine_name: name,
          specific_schema: schema,
          routine_type: kind === "aggregate" ? null : kind.toUpperCase(),
        }),
      ),
  },
  { name: "information_schema.triggers", names: ["event_object_table"], rows: triggers },
];

const tableTypes: Readonly<Partial<Record<Relation["kind"], string>>> = {
  table: "BASE TABLE",
  "partitioned-table": "BASE TABLE",
  "foreign-table": "FOREIGN",
  view: "VIEW",
};

function listed(execution: Execution, hints: Hints): readonly Row[] {
  return relationsFor(execution, hints, "table_name", "table_schema").flatMap(
    ({ schema, name, kind, persistence }) => {
      const type = persistence === "temporary" ? "LOCAL TEMPORARY" : tableTypes[kind];
      return tableTypes[kind] === undefined
        ? []
        : [row({ table_schema: schema, table_name: name, table_type: type })];
    },
  );
}

function columnRow(execution: Execution, relation: Relation, column: Column): Row {
  const { type } = column;
  return row({
    table_schema: relation.schema,
    table_name: relation.name,
    column_name: column.name,
    ordinal_position: column.number,
    column_default: hasDefault(column) ? undefined : null,
    is_nullable: column.notNull ? "NO" : "YES",
    data_type: dataType(execution, column),
    udt_name: `${type.array ? "_" : ""}${type.id.split(".").at(-1) ?? ""}`,
    is_identity: column.identity === undefined ? "NO" : "YES",
    is_generated: column.generated === undefined ? "NEVER" : "ALWAYS",
    character_maximum_length: /\.(?:varchar|bpchar)$/u.test(type.id) ? (type.modifiers[0] ?? null) : null,
  });
}

/** Types of the user's own are USER-DEFINED, domains show their base type. */
function dataType(execution: Execution, { type }: Column): Value {
  if (type.array) return "ARRAY";
  const own = execution.edit.get("type", type.id);
  if (own !== undefined) return own.kind === "domain" ? undefined : "USER-DEFINED";
  return type.id.startsWith("type:pg_catalog.")
    ? formatType(execution, { ...type, modifiers: [] })
    : undefined;
}

const constraintTypes: Readonly<Partial<Record<Constraint["kind"], string>>> = {
  check: "CHECK",
  "not-null": "CHECK",
  "primary-key": "PRIMARY KEY",
  unique: "UNIQUE",
  "foreign-key": "FOREIGN KEY",
};

/** Before 18 a NOT NULL is listed too, under a name that is made of numbers. */
function tableConstraints(execution: Execution, hints: Hints): readonly Row[] {
  return tablesFor(execution, hints, "table_name", "table_schema").flatMap((table) =>
    table.constraints.flatMap((constraint) => {
      const type = constraintTypes[constraint.kind];
      return type === undefined || !isThere(execution, constraint)
        ? []
        : [row({ ...namesOf(table, constraint), constraint_type: type })];
    }),
  );
}

function namesOf(table: Table, { name }: Constraint): Readonly<Record<string, Value>> {
  return {
    constraint_schema: table.schema,
    constraint_name: name,
    table_schema: table.schema,
    table_name: table.name,
  };
}

function keyColumns(execution: Execution, hints: Hints): readonly Row[] {
  return tablesFor(execution, hints, "table_name", "table_schema").flatMap((table) =>
    table.constraints.flatMap((constraint) => {
      if (constraint.kind === "check" || constraint.kind === "not-null" || constraint.kind === "exclusion")
        return [];
      return constraint.columns.map((number, index) =>
        row({
          ...namesOf(table, constraint),
          column_name: columnName(table, number),
          ordinal_position: index + 1,
        }),
      );
    }),
  );
}

/** The columns that a constraint stands on: for a foreign key those of the other table. */
function usedColumns(execution: Execution, hints: Hints): readonly Row[] {
  const wanted = hints.get("table_name");
  return tablesFor(execution, new Map(), "").flatMap((table) =>
    table.constraints.flatMap((constraint) => {
      if (constraint.kind === "not-null" || constraint.kind === "exclusion") return [];
      const other =
        constraint.kind === "foreign-key" ? execution.edit.get("relation", constraint.references) : table;
      if (other === undefined || !("constraints" in other) || wanted?.includes(other.name) === false)
        return [];
      const numbers =
        constraint.kind === "check"
          ? constraint.expression.columns
          : constraint.kind === "foreign-key"
            ? constraint.referencedColumns
            : constraint.columns;
      return numbers.map((number) =>
        row({
          constraint_schema: table.schema,
          constraint_name: constraint.name,
          table_schema: other.schema,
          table_name: other.name,
          column_name: columnName(other, number),
        }),
      );
    }),
  );
}

function columnName({ columns }: Table, number: number): Value {
  return columns.find((column) => column.number === number)?.name;
}

function triggers(execution: Execution, hints: Hints): readonly Row[] {
  return relationsFor(execution, hints, "event_object_table", "event_object_schema").flatMap((relation) => {
    if (!("triggers" in relation) && !isView(relation)) return [];
    return relation.triggers.flatMap((trigger) =>
      trigger.events
        .filter((event) => event !== "truncate")
        .map((event) =>
          row({
            trigger_schema: relation.schema,
            trigger_name: trigger.name,
            event_manipulation: event.toUpperCase(),
            event_object_schema: relation.schema,
            event_object_table: relation.name,
            action_timing: trigger.timing.replace("-", " ").toUpperCase(),
          }),
        ),
    );
  });
}
