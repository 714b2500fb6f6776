import type { Constraint, ReferentialAction } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { ownSchemas } from "./ownSchemas.ts";

/** A row of pg_constraint, of a table or a domain. */
export interface ConstraintRow {
  readonly oid: number;
  readonly name: string;
  /** 0 for a domain's. */
  readonly relation: number;
  /** 0 for a table's. */
  readonly domain: number;
  /** pg_constraint.contype. */
  readonly kind: string;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly no_inherit: boolean;
  readonly local: boolean;
  readonly inherited: number;
  readonly index: number;
  readonly referenced: number;
  readonly on_update: string;
  readonly on_delete: string;
  readonly match: string;
  readonly delete_sets: readonly number[] | null;
  readonly columns: readonly number[] | null;
  readonly referenced_columns: readonly number[] | null;
  readonly expression: string | null;
}

/**
 * A foreign key onto a partitioned table has a further row for each partition there, whose parent is a constraint of
 * the very same table: those are the server's own affair. Constraint triggers are read as triggers.
 */
export function constraintQuery(major: number): string {
  return `
SELECT k.oid, k.conname::text AS name, k.conrelid AS relation, k.contypid AS domain, k.contype::text AS kind,
       k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated,
       ${major >= 18 ? "k.conenforced" : "true"} AS enforced, k.connoinherit AS no_inherit, k.conislocal AS local,
       k.coninhcount AS inherited, k.conindid AS index, k.confrelid AS referenced, k.confupdtype::text AS on_update,
       k.confdeltype::text AS on_delete, k.confmatchtype::text AS match,
       ${major >= 15 ? "k.confdelsetcols" : "NULL::pg_catalog.int2[]"} AS delete_sets, k.conkey AS columns, k.confkey AS referenced_columns,
       pg_get_expr(k.conbin, k.conrelid) AS expression
  FROM pg_constraint k
  JOIN pg_namespace n ON n.oid = k.connamespace
  LEFT JOIN pg_constraint p ON p.oid = k.conparentid
 WHERE ${ownSchemas} AND k.contype <> 't' AND (p.oid IS NULL OR p.conrelid <> k.conrelid)
 ORDER BY k.oid`;
}

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
