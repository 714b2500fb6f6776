import { ownSchemas } from "./ownSchemas.ts";

/** An object that the model knows by kind and name alone. */
export interface OtherRow {
  /** The catalog that it stands in, for its dependencies. */
  readonly catalog: string;
  readonly oid: number;
  readonly kind: string;
  readonly name: string;
  /** Statistics: the table, and the columns read. Publications: each table has a row of its own, with those it names. */
  readonly relation: number | null;
  readonly columns: readonly number[];
}

/** Named as the interpreter names them: without the schema. `plpgsql` is in every database. */
export const otherQuery = `
SELECT 'pg_extension' AS catalog, e.oid, 'extension' AS kind, e.extname::text AS name, NULL::oid AS relation,
       '{}'::int2[] AS columns
  FROM pg_extension e WHERE e.extname <> 'plpgsql'
UNION ALL
SELECT 'pg_publication', p.oid, 'publication', p.pubname, r.prrelid,
       ARRAY(SELECT DISTINCT d.refobjsubid::int2 FROM pg_depend d
              WHERE d.classid = 'pg_publication_rel'::regclass AND d.objid = r.oid AND d.refobjsubid > 0)
  FROM pg_publication p LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid
UNION ALL
SELECT 'pg_subscription', s.oid, 'subscription', s.subname, NULL, '{}'
  FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
UNION ALL
SELECT 'pg_event_trigger', t.oid, 'event trigger', t.evtname, NULL, '{}' FROM pg_event_trigger t
UNION ALL
SELECT 'pg_statistic_ext', s.oid, 'statistics object', n.nspname || '.' || s.stxname, s.stxrelid, s.stxkeys::int2[]
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${ownSchemas}
UNION ALL
SELECT 'pg_collation', c.oid, 'collation', c.collname, NULL, '{}'
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE ${ownSchemas}
UNION ALL
SELECT 'pg_ts_config', t.oid, 'text search configuration', t.cfgname, NULL, '{}'
  FROM pg_ts_config t JOIN pg_namespace n ON n.oid = t.cfgnamespace WHERE ${ownSchemas}
UNION ALL
SELECT 'pg_ts_dict', t.oid, 'text search dictionary', t.dictname, NULL, '{}'
  FROM pg_ts_dict t JOIN pg_namespace n ON n.oid = t.dictnamespace WHERE ${ownSchemas}
UNION ALL
SELECT 'pg_ts_parser', t.oid, 'text search parser', t.prsname, NULL, '{}'
  FROM pg_ts_parser t JOIN pg_namespace n ON n.oid = t.prsnamespace WHERE ${ownSchemas}
UNION ALL
SELECT 'pg_ts_template', t.oid, 'text search template', t.tmplname, NULL, '{}'
  FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE ${ownSchemas}
 ORDER BY 1, 2`;

/** What belongs to an extension, by the catalog it stands in. */
export interface MemberRow {
  readonly catalog: string;
  readonly object: number;
  readonly extension: string;
}

export const memberQuery = `
SELECT d.classid::regclass::text AS catalog, d.objid AS object, e.extname::text AS extension
  FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
 WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND e.extname <> 'plpgsql'`;
