import { ownSchemas } from "../ownSchemas.ts";

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
