import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_type, built-in types included: columns refer to them. */
export interface TypeRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** Whether its schema is one of the user's. */
  readonly own: boolean;
  /** pg_type.typtype. */
  readonly kind: string;
  /** False for a shell. */
  readonly defined: boolean;
  /** The element of a true array type. */
  readonly element: number | null;
  /** The relation of a row type, and its relkind. */
  readonly relation: number | null;
  readonly relkind: string | null;
  readonly labels: readonly string[];
  readonly subtype: number | null;
  /** The multirange type of a range type, and the other way round. */
  readonly partner: number | null;
  readonly base: number;
  readonly modifier: number;
  readonly spelled: string | null;
  readonly notnull: boolean;
  readonly default: string | null;
}

export const typeQuery = `
SELECT t.oid, n.nspname::text AS schema, t.typname::text AS name, (${ownSchemas}) AS own, t.typtype::text AS kind,
       t.typisdefined AS defined, e.oid AS element, c.oid AS relation, c.relkind::text AS relkind,
       ARRAY(SELECT l.enumlabel::text FROM pg_enum l WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder) AS labels,
       r.rngsubtype AS subtype, CASE t.oid WHEN r.rngtypid THEN r.rngmultitypid ELSE r.rngtypid END AS partner,
       t.typbasetype AS base, t.typtypmod AS modifier,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS spelled,
       t.typnotnull AS notnull, pg_get_expr(t.typdefaultbin, 0) AS "default"
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
  LEFT JOIN pg_class c ON c.oid = t.typrelid
  LEFT JOIN pg_range r ON t.oid IN (r.rngtypid, r.rngmultitypid)
 WHERE n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
 ORDER BY t.oid`;
