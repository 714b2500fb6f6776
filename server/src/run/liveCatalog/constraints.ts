import type { Constraint, ReferentialAction } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import type { ConstraintRow } from "./rows/constraints.ts";

/** The constraints of one table, oldest first. */
export function liveConstraints(live: Live, relation: number): readonly Constraint[] {
  return live.constraintsOf(relation).map((row) => liveConstraint(live, row));
}

function liveConstraint(live: Live, row: ConstraintRow): Constraint {
  const common = {
    id: live.names.constraint(row),
    name: row.name,
    valid: row.validated,
    enforced: row.enforced,
    deferrable: row.deferrable,
    initiallyDeferred: row.deferred,
    noInherit: row.no_inherit,
    local: row.local,
    inherited: row.inherited,
  };
  const columns = row.columns ?? [];
  switch (row.kind) {
    case "c": {
      const uses = live.dependencies.uses("pg_constraint", row.oid);
      const expression = live.expression(row.expression ?? "", live.columnsOf(row.relation), uses);
      return { ...common, kind: "check", expression };
    }
    case "n":
      return { ...common, kind: "not-null", column: columns[0] ?? 0 };
    case "f":
      return { ...common, kind: "foreign-key", columns, ...foreignKeyParts(live, row) };
    default:
      return {
        ...common,
        kind: row.kind === "p" ? "primary-key" : row.kind === "u" ? "unique" : "exclusion",
        columns: columns.filter((number) => number > 0),
        index: live.names.relation(row.index),
      };
  }
}

function foreignKeyParts(live: Live, row: ConstraintRow) {
  return {
    references: live.names.relation(row.referenced),
    referencedColumns: row.referenced_columns ?? [],
    index: row.index === 0 ? undefined : live.names.relation(row.index),
    onUpdate: actions[row.on_update] ?? "no-action",
    onDelete: actions[row.on_delete] ?? "no-action",
    ...(row.match === "f" ? { matchFull: true } : {}),
    ...(row.delete_sets === null || row.delete_sets.length === 0 ? {} : { deleteSets: row.delete_sets }),
  };
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: "no-action",
  r: "restrict",
  c: "cascade",
  n: "set-null",
  d: "set-default",
};
