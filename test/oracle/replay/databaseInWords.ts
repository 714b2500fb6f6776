import type { Client } from "pg";
import type { Major } from "../../support/servers.ts";

/**
 * The schema of a database, one line per thing: relations, columns, constraints, functions, triggers, policies,
 * enums and domains, without those that extensions bring and those that types bring along.
 */
export async function databaseInWords(client: Client, major: Major): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(query(major));
  return rows.map(({ line }) => line.replaceAll(/ +/g, " ").trimEnd());
}

const kinds = `CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned-table' WHEN 'f' THEN 'foreign-table'
  WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized-view' WHEN 'c' THEN 'composite-type' END`;

/** The schema of temporary relations is `pg_temp` to whom it belongs. */
function schemaName(of: string): string {
  return `CASE WHEN ${of}.oid = pg_my_temp_schema() THEN 'pg_temp' ELSE ${of}.nspname END`;
}

/** `schema.name(modifiers)[]` of a type. */
function typeName(oid: string, modifiers: string): string {
  return `(SELECT ${schemaName("tn")} || '.' || ty.typname
            || CASE WHEN ty.typname = 'interval' THEN ''
                    ELSE coalesce(substring(format_type(ty.oid, ${modifiers}) from '\\([^)]*\\)'), '') END
            || CASE WHEN ty.oid <> ${oid} THEN '[]' ELSE '' END
       FROM pg_type outer_ty
       JOIN pg_type ty ON ty.oid = CASE WHEN outer_ty.typcategory = 'A' AND outer_ty.typelem <> 0
                                              AND outer_ty.typlen = -1
                                        THEN outer_ty.typelem ELSE outer_ty.oid END
       JOIN pg_namespace tn ON tn.oid = ty.typnamespace
      WHERE outer_ty.oid = ${oid})`;
}

/**
 * 14 to 17 have no NOT NULL constraints in pg_constraint, so nothing need differ by major there. A foreign key to a
 * partitioned table is there once more for each of its partitions, which is the server's own affair.
 */
function query(major: Major): string {
  const generated = major >= 18 ? "WHEN 'v' THEN 'generated virtual'" : "";
  return `
WITH n AS (SELECT oid, ${schemaName("pg_namespace")} AS nspname FROM pg_namespace
            WHERE nspname NOT IN ('pg_catalog', 'information_schema')
              AND (nspname !~ '^pg_(toast|temp)' OR oid = pg_my_temp_schema())),
     extended AS (SELECT classid, objid FROM pg_depend
                   WHERE deptype = 'e' OR (deptype = 'i' AND classid = 'pg_proc'::regclass)),
     c AS (SELECT k.*, n.nspname || '.' || k.relname AS name FROM pg_class k JOIN n ON n.oid = k.relnamespace
            WHERE (('pg_class'::regclass)::oid, k.oid) NOT IN (SELECT * FROM extended))
SELECT 'schema ' || nspname AS line FROM n WHERE nspname <> 'pg_temp'
UNION ALL SELECT ${kinds} || ' ' || c.name FROM c WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
UNION ALL
SELECT 'column ' || c.name || '.' || a.attname || ' ' || ${typeName("a.atttypid", "a.atttypmod")}
       || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
       || CASE WHEN a.atthasdef AND a.attgenerated = '' THEN ' default' ELSE '' END
       || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
       || CASE a.attgenerated WHEN 's' THEN ' generated stored' ${generated} ELSE '' END
  FROM c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
UNION ALL
SELECT 'index ' || c.name || ' on ' || t.name || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
       || CASE WHEN i.indisprimary THEN ' primary' ELSE '' END
       || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
  FROM c JOIN pg_index i ON i.indexrelid = c.oid JOIN c t ON t.oid = i.indrelid
UNION ALL
SELECT 'sequence ' || c.name || ' ' || ${typeName("s.seqtypid", "-1")}
       || coalesce(' owned by ' || t.name || '.' || a.attname, '')
  FROM c JOIN pg_sequence s ON s.seqrelid = c.oid
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refobjsubid > 0
                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
  LEFT JOIN c t ON t.oid = d.refobjid
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
UNION ALL
SELECT CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign-key' WHEN 'p' THEN 'primary-key'
         WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not-null' ELSE k.contype::text END
       || ' ' || k.conname || ' on ' || c.name || CASE WHEN k.convalidated THEN '' ELSE ' not valid' END
  FROM c JOIN pg_constraint k ON k.conrelid = c.oid
 WHERE k.contype <> 't'
   AND NOT EXISTS (SELECT FROM pg_constraint parent WHERE parent.oid = k.conparentid AND parent.conrelid = k.conrelid)
UNION ALL
SELECT 'trigger ' || t.tgname || ' on ' || c.name || CASE t.tgenabled WHEN 'O' THEN ' origin' WHEN 'D' THEN ' disabled'
         WHEN 'R' THEN ' replica' ELSE ' always' END
  FROM c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'policy ' || p.polname || ' on ' || c.name FROM c JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL
SELECT CASE f.prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window' END
       || ' ' || n.nspname || '.' || f.proname || '('
       || coalesce((SELECT string_agg(${typeName("u.type", "-1")}, ', ' ORDER BY u.at)
                      FROM unnest(f.proargtypes::oid[]) WITH ORDINALITY AS u (type, at)), '')
       || ') ' || CASE f.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END
  FROM pg_proc f JOIN n ON n.oid = f.pronamespace
 WHERE (('pg_proc'::regclass)::oid, f.oid) NOT IN (SELECT * FROM extended)
UNION ALL
SELECT CASE y.typtype WHEN 'e' THEN 'enum ' ELSE 'domain ' END || n.nspname || '.' || y.typname || ' '
       || CASE y.typtype
            WHEN 'e' THEN coalesce((SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
                                      FROM pg_enum e WHERE e.enumtypid = y.oid), '')
            ELSE ${typeName("y.typbasetype", "y.typtypmod")} END
  FROM pg_type y JOIN n ON n.oid = y.typnamespace
 WHERE y.typtype IN ('e', 'd') AND (('pg_type'::regclass)::oid, y.oid) NOT IN (SELECT * FROM extended)
 ORDER BY 1`;
}
