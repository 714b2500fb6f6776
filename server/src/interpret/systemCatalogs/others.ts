import { isTable, isView, type Relation, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { classOid, schemaOid } from "../values/cast.ts";
import { oid, row, type Row } from "../values/value.ts";
import { relationsFor, tablesFor, type SystemTable } from "./systemTable.ts";

const enabledLetters = { origin: "O", disabled: "D", replica: "R", always: "A" } as const;

/** Functions, triggers, policies, rules, extensions, publications and other objects that are known by name. */
export const otherTables: readonly SystemTable[] = [
  {
    name: "pg_proc",
    names: [],
    rows: ({ edit }) =>
      [...edit.all("function")].map(([id, routine]) =>
        row({
          oid: oid(id, routine.name),
          proname: routine.name,
          pronamespace: schemaOid(routine.schema),
          prokind: routine.kind.charAt(0),
          pronargs: routine.arguments.length,
        }),
      ),
  },
  {
    name: "pg_trigger",
    names: [],
    rows: (execution, hints) =>
      ruled(relationsFor(execution, hints, "")).flatMap((relation) =>
        relation.triggers.map((trigger) =>
          row({
            oid: oid(trigger.id, trigger.name),
            tgname: trigger.name,
            tgrelid: classOid(execution, relation),
            tgenabled: enabledLetters[trigger.enabled],
            tgisinternal: false,
          }),
        ),
      ),
  },
  {
    name: "pg_policy",
    names: [],
    rows: (execution) => policies(execution, tablesFor(execution, new Map(), "")),
  },
  {
    name: "pg_policies",
    names: ["tablename"],
    rows: (execution, hints) => policies(execution, tablesFor(execution, hints, "tablename", "schemaname")),
  },
  {
    name: "pg_rules",
    names: ["tablename"],
    rows: (execution, hints) =>
      ruled(relationsFor(execution, hints, "tablename", "schemaname")).flatMap(({ schema, name, rules }) =>
        rules.map((rule) => row({ schemaname: schema, tablename: name, rulename: rule.name })),
      ),
  },
  {
    name: "pg_extension",
    names: [],
    rows: (execution) =>
      ["plpgsql", ...named(execution, "extension")].map((name) =>
        row({ oid: oid(`extension:${name}`, name), extname: name }),
      ),
  },
  {
    name: "pg_publication",
    names: [],
    rows: (execution) => named(execution, "publication").map((name) => row({ pubname: name })),
  },
  {
    name: "pg_event_trigger",
    names: [],
    rows: (execution) => named(execution, "event trigger").map((name) => row({ evtname: name })),
  },
  {
    name: "pg_subscription",
    names: [],
    rows: (execution) => named(execution, "subscription").map((name) => row({ subname: name })),
  },
  ...["pg_roles", "pg_authid", "pg_user"].map((name): SystemTable => ({
    name,
    names: [],
    // Roles belong to the server, and most are made elsewhere.
    complete: false,
    rows: (execution) =>
      named(execution, "role").map((role) =>
        row({ rolname: role, usename: role, oid: oid(`role:${role}`, role) }),
      ),
  })),
];

/** Tables and views: what can have triggers and rules. */
function ruled(relations: readonly Relation[]): readonly (Table | View)[] {
  return relations.filter((relation) => isTable(relation) || isView(relation));
}

function policies(execution: Execution, tables: readonly Table[]): readonly Row[] {
  return tables.flatMap((table) =>
    table.policies.map(({ id, name }) =>
      row({
        oid: oid(id, name),
        polname: name,
        policyname: name,
        polrelid: classOid(execution, table),
        schemaname: table.schema,
        tablename: table.name,
      }),
    ),
  );
}

function named({ edit }: Execution, kind: string): readonly string[] {
  return [...edit.all("other")].flatMap(([, object]) => (object.kind === kind ? [object.name] : []));
}
