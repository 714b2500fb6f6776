import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_class. */
export interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** pg_class.relkind. */
  readonly kind: string;
  readonly persistence: string;
  readonly options: readonly string[] | null;
  readonly toast_options: readonly string[] | null;
  readonly access_method: string | null;
  readonly tablespace: string | null;
  readonly of_type: number;
  readonly row_type: number;
  readonly row_security: boolean;
  readonly forced: boolean;
  readonly replica_identity: string;
  readonly populated: boolean;
  /** How many columns it ever had. */
  readonly attributes: number;
  readonly partition_key: string | null;
  readonly bound: string | null;
  readonly definition: string | null;
}

export const relationQuery = `
SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind,
       c.relpersistence::text AS persistence, c.reloptions AS options, t.reloptions AS toast_options,
       m.amname::text AS access_method, s.spcname::text AS tablespace, c.reloftype AS of_type, c.reltype AS row_type,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced, c.relreplident::text AS replica_identity,
       c.relispopulated AS populated, c.relnatts AS attributes,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS definition
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_am m ON m.oid = c.relam
  LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
 WHERE ${ownSchemas} AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c', 'S', 'i', 'I')
 ORDER BY c.oid`;
