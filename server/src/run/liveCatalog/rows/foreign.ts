/** A foreign-data wrapper, a server or a user mapping. */
export interface ForeignRow {
  readonly catalog: string;
  readonly oid: number;
  readonly kind: string;
  readonly name: string;
  /** The wrapper of a server, the server of a mapping. */
  readonly on_kind: string | null;
  readonly on_name: string | null;
}

/** Objects below 16384 came with initdb. Whose the mappings are is told by name; the reader's own is the session's. */
export const foreignQuery = `
SELECT 'pg_foreign_data_wrapper' AS catalog, w.oid, 'foreign-data wrapper' AS kind, w.fdwname::text AS name,
       NULL::text AS on_kind, NULL::text AS on_name
  FROM pg_foreign_data_wrapper w
UNION ALL
SELECT 'pg_foreign_server', s.oid, 'server', s.srvname, 'foreign-data wrapper', w.fdwname
  FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
UNION ALL
SELECT 'pg_user_mapping', m.umid, 'user mapping',
       CASE WHEN m.usename = session_user THEN '' ELSE 'for ' || m.usename || ' ' END || 'on server ' || m.srvname,
       'server', m.srvname
  FROM pg_user_mappings m
 ORDER BY 1, 2`;

/** Which server a foreign table is on. */
export interface ForeignTableRow {
  readonly relation: number;
  readonly server: string;
}

export const foreignTableQuery = `
SELECT t.ftrelid AS relation, s.srvname::text AS server
  FROM pg_foreign_table t JOIN pg_foreign_server s ON s.oid = t.ftserver`;
