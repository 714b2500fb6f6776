/** A row of pg_depend between objects of the user. */
export interface DependencyRow {
  /** The catalog of the object that depends, e.g. `pg_attrdef`. */
  readonly catalog: string;
  readonly object: number;
  readonly used_catalog: string;
  readonly used: number;
  /** The column depended upon; 0 for the object as a whole. */
  readonly column: number;
  /** pg_depend.deptype. */
  readonly kind: string;
}

/** Objects below 16384 came with initdb (FirstNormalObjectId, access/transam.h). */
export const dependencyQuery = `
SELECT d.classid::regclass::text AS catalog, d.objid AS object, d.refclassid::regclass::text AS used_catalog,
       d.refobjid AS used, d.refobjsubid AS "column", d.deptype::text AS kind
  FROM pg_depend d
 WHERE d.classid IN ('pg_class'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass,
                     'pg_rewrite'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_proc'::regclass,
                     'pg_type'::regclass, 'pg_statistic_ext'::regclass, 'pg_event_trigger'::regclass,
                     'pg_publication_rel'::regclass)
   AND (d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)
        OR d.refclassid = 'pg_constraint'::regclass AND d.classid = 'pg_rewrite'::regclass)
   AND d.deptype IN ('n', 'a', 'i') AND d.refobjid >= 16384
 ORDER BY d.classid, d.objid, d.refclassid, d.refobjid, d.refobjsubid`;
