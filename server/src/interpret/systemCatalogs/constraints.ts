import type { Constraint, Table } from "../../catalog/relations.ts";
import { isThere } from "../constraints/find.ts";
import type { Execution } from "../execution.ts";
import { classOid, schemaOid } from "../values/cast.ts";
import { list, oid, row, type Row, type Value } from "../values/value.ts";
import { tablesFor, type SystemTable } from "./systemTable.ts";

export const constraintLetters: Readonly<Record<Constraint["kind"], string>> = {
  check: "c",
  "not-null": "n",
  "primary-key": "p",
  unique: "u",
  exclusion: "x",
  "foreign-key": "f",
};

const actions = {
  "no-action": "a",
  restrict: "r",
  cascade: "c",
  "set-null": "n",
  "set-default": "d",
} as const;

/** pg_constraint; constraints of domains are left out. */
export const constraintTables: readonly SystemTable[] = [
  {
    name: "pg_constraint",
    names: [],
    rows: (execution, hints) => {
      // Guards ask for one constraint by its name, in a schema that may have thousands.
      const names = hints.get("conname");
      return tablesFor(execution, hints, "").flatMap((table) =>
        table.constraints
          .filter((one) => names?.includes(one.name) !== false && isThere(execution, one))
          .map((constraint) => constraintRow(execution, table, constraint)),
      );
    },
  },
];

function constraintRow(execution: Execution, table: Table, constraint: Constraint): Row {
  const referenced =
    constraint.kind === "foreign-key" ? execution.edit.get("relation", constraint.references) : undefined;
  const foreign = constraint.kind === "foreign-key" ? constraint : undefined;
  return row({
    oid: oid(constraint.id, constraint.name),
    conname: constraint.name,
    connamespace: schemaOid(table.schema),
    contype: constraintLetters[constraint.kind],
    conrelid: classOid(execution, table),
    contypid: 0,
    confrelid: referenced === undefined ? 0 : classOid(execution, referenced),
    confdeltype: foreign === undefined ? " " : actions[foreign.onDelete],
    confupdtype: foreign === undefined ? " " : actions[foreign.onUpdate],
    convalidated: constraint.valid,
    condeferrable: constraint.deferrable,
    condeferred: constraint.initiallyDeferred,
    conislocal: constraint.local,
    connoinherit: constraint.noInherit,
    conkey: columnsOf(constraint),
  });
}

function columnsOf(constraint: Constraint): Value {
  if (constraint.kind === "check") return undefined;
  return list(constraint.kind === "not-null" ? [constraint.column] : constraint.columns);
}
