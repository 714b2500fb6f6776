import type pg from "pg";
import { catalogLines, fingerprint, type Fingerprint } from "./fingerprint.ts";

const user =
  "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname !~ '^pg_(toast_)?temp'";

/** What else a down must bring back: definitions, words and rights, which no plan changes and no plan looks at. */
const more: Readonly<Record<string, string>> = {
  schemas: `SELECT n.nspname || ' ' || coalesce(n.nspacl::text, '') AS line FROM pg_namespace n WHERE ${user}`,
  states: `SELECT c.oid::regclass || ' ' || pg_get_userbyid(c.relowner) || ' ' || coalesce((SELECT string_agg(a::text, ',' ORDER BY a::text)
        FROM unnest(c.relacl) a WHERE a::text NOT LIKE pg_get_userbyid(c.relowner) || '=%'), '')
      || ' ' || coalesce((SELECT string_agg(o, ',' ORDER BY o) FROM unnest(c.reloptions) o), '') || ' ' || c.relrowsecurity || c.relforcerowsecurity || c.relreplident::text
      || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '') || coalesce(pg_get_partkeydef(c.oid), '') AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${user} AND c.relkind NOT IN ('t', 'c')`,
  inheritance: `SELECT inhrelid::regclass || ' in ' || inhparent::regclass || ' ' || inhseqno AS line FROM pg_inherits`,
  views: `SELECT c.oid::regclass || ' ' || pg_get_viewdef(c.oid) AS line FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${user} AND c.relkind IN ('v', 'm')`,
  definitions: `SELECT pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') AS line FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${user} AND p.prokind <> 'a' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
  types: `SELECT t.oid::regtype || ' ' || t.typtype::text || ' ' || format_type(t.typbasetype, t.typtypmod) || ' ' || coalesce(t.typdefault, '') || t.typnotnull
      || coalesce((SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
      || coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'c' WHERE a.attrelid = t.typrelid AND NOT a.attisdropped), '') AS line
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${user}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')`,
  policies: `SELECT tablename || ' ' || policyname || permissive || roles::text || cmd || coalesce(qual, '') || coalesce(with_check, '') AS line FROM pg_policies`,
  rules: `SELECT pg_get_ruledef(r.oid) AS line FROM pg_rewrite r WHERE rulename <> '_RETURN' AND ev_class >= 16384`,
  triggerStates: `SELECT tgrelid::regclass || ' ' || tgname || tgenabled::text AS line FROM pg_trigger WHERE NOT tgisinternal`,
  comments: `SELECT pg_describe_object(classoid, objoid, objsubid) || ': ' || description AS line FROM pg_description WHERE objoid >= 16384`,
  extensions: `SELECT extname || ' ' || extnamespace::regnamespace AS line FROM pg_extension`,
  statistics: `SELECT pg_get_statisticsobjdef(oid) AS line FROM pg_statistic_ext`,
  publications: `SELECT p.pubname || ' ' || p.puballtables || coalesce((SELECT string_agg(prrelid::regclass::text, ',' ORDER BY prrelid::regclass::text)
    FROM pg_publication_rel WHERE prpubid = p.oid), '') AS line FROM pg_publication p`,
  sequenceValues: `SELECT s.seqrelid::regclass || ' ' || s.seqincrement || ' ' || s.seqstart || ' ' || format_type(s.seqtypid, NULL) AS line FROM pg_sequence s`,
  casts: `SELECT castsource::regtype || ' ' || casttarget::regtype AS line FROM pg_cast WHERE oid >= 16384`,
  operators: `SELECT oid::regoperator::text AS line FROM pg_operator WHERE oid >= 16384`,
};

/** The fingerprint that plans are held to, with everything that somebody may have said of an object. */
export async function wholeFingerprint(client: pg.Client): Promise<Fingerprint> {
  const { catalog, data } = await fingerprint(client);
  return { catalog: { ...catalog, ...(await catalogLines(client, more)) }, data };
}
