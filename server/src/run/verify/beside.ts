import type { Client } from "pg";

/** What is said of an object beside what the model of the catalog holds. */
export interface Remark {
  readonly kind: string;
  /** `public.users`. */
  readonly name: string;
  readonly property: string;
  readonly value: string;
}

/** Definitions that the model reads for their meaning, words, owners and rights: here one server is asked twice, so text counts. */
export async function readBeside(client: Client): Promise<readonly Remark[]> {
  const { rows } = await client.query<Remark>(queries.join("\nUNION ALL\n"));
  return rows;
}

const user =
  "nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND nspname !~ '^pg_(toast_)?temp'";

function ofExtension(catalog: string, oid: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_depend x WHERE x.classid = '${catalog}'::regclass AND x.objid = ${oid} AND x.deptype = 'e')`;
}

function identified(catalog: string, oid: string, column = "0"): string {
  return `pg_catalog.pg_identify_object('${catalog}'::regclass, ${oid}, ${column}) i`;
}

/** Rights in words, the default where none were granted or revoked. */
function rights(acl: string, kind: string, owner: string): string {
  return `coalesce((SELECT string_agg(CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(g.grantee) END || ' ' || g.privilege_type
      || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, ', ' ORDER BY g.grantee, g.privilege_type)
    FROM pg_catalog.aclexplode(coalesce(${acl}, pg_catalog.acldefault('${kind}', ${owner}))) g), '')`;
}

interface Owned {
  readonly catalog: string;
  readonly prefix: string;
  readonly schema: string;
  readonly defaults: string;
  readonly where: string;
}

const owned: readonly Owned[] = [
  {
    catalog: "pg_class",
    prefix: "rel",
    schema: "relnamespace",
    defaults: "r",
    where: "c.relkind IN ('r', 'p', 'v', 'm', 'f')",
  },
  { catalog: "pg_class", prefix: "rel", schema: "relnamespace", defaults: "s", where: "c.relkind = 'S'" },
  { catalog: "pg_proc", prefix: "pro", schema: "pronamespace", defaults: "f", where: "true" },
  {
    catalog: "pg_type",
    prefix: "typ",
    schema: "typnamespace",
    defaults: "T",
    where: "c.typtype IN ('d', 'e', 'r')",
  },
];

function ownedQuery({ catalog, prefix, schema, defaults, where }: Owned): readonly string[] {
  const from = `FROM pg_catalog.${catalog} c JOIN pg_catalog.pg_namespace n ON n.oid = c.${schema}, LATERAL ${identified(catalog, "c.oid")}
    WHERE n.${user} AND ${where} AND NOT ${ofExtension(catalog, "c.oid")}`;
  return [
    `SELECT i.type, i.identity, 'owner', pg_catalog.pg_get_userbyid(c.${prefix}owner)::text ${from}`,
    `SELECT i.type, i.identity, 'privileges', ${rights(`c.${prefix}acl`, defaults, `c.${prefix}owner`)} ${from}`,
  ];
}

const queries: readonly string[] = [
  `SELECT i.type AS kind, i.identity AS name, 'comment' AS property, d.description AS value
     FROM pg_catalog.pg_description d, LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    WHERE d.objoid >= 16384`,
  ...owned.flatMap(ownedQuery),
  `SELECT 'schema', n.nspname::text, 'privileges', ${rights("n.nspacl", "n", "n.nspowner")}
     FROM pg_catalog.pg_namespace n WHERE n.${user}`,
  `SELECT i.type, i.identity, 'privileges', ${rights("a.attacl", "c", "c.relowner")}
     FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, LATERAL ${identified("pg_class", "c.oid", "a.attnum")}
    WHERE n.${user} AND a.attacl IS NOT NULL AND NOT a.attisdropped`,
  `SELECT i.type, i.identity, 'query', pg_catalog.pg_get_viewdef(c.oid)
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, LATERAL ${identified("pg_class", "c.oid")}
    WHERE n.${user} AND c.relkind IN ('v', 'm') AND NOT ${ofExtension("pg_class", "c.oid")}`,
  `SELECT i.type, i.identity, 'definition', pg_catalog.pg_get_functiondef(p.oid)
     FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace, LATERAL ${identified("pg_proc", "p.oid")}
    WHERE n.${user} AND p.prokind <> 'a' AND NOT ${ofExtension("pg_proc", "p.oid")}`,
  `SELECT i.type, i.identity, 'definition', pg_catalog.pg_get_triggerdef(t.oid)
     FROM pg_catalog.pg_trigger t, LATERAL ${identified("pg_trigger", "t.oid")} WHERE NOT t.tgisinternal`,
  `SELECT i.type, i.identity, 'numbers', concat_ws(' ', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
     FROM pg_catalog.pg_sequence s, LATERAL ${identified("pg_class", "s.seqrelid")}`,
  `SELECT 'statistics object', x.stxname::text, 'definition', pg_catalog.pg_get_statisticsobjdef(x.oid) FROM pg_catalog.pg_statistic_ext x`,
  `SELECT 'default privileges', coalesce(x.defaclnamespace::regnamespace::text, '') || ' ' || x.defaclobjtype::text,
          pg_catalog.pg_get_userbyid(x.defaclrole)::text, x.defaclacl::text FROM pg_catalog.pg_default_acl x`,
  `SELECT 'database', 'itself', 'settings', x.setconfig::text FROM pg_catalog.pg_db_role_setting x
    WHERE x.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
];
