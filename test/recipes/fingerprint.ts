import type pg from "pg";

/** What is in a database's public and user schemas: the catalog by names, and every row. */
export interface Fingerprint {
  readonly catalog: Readonly<Record<string, readonly string[]>>;
  /** By table: its rows, or of a large one what they come to. */
  readonly data: Readonly<Record<string, readonly string[]>>;
}

/** Names of columns, by table as PostgreSQL prints it, whose values are not looked at. */
export type Unseen = Readonly<Record<string, string>>;

/** Rows of a table that are kept to be read by whoever sees a test fail; of more there is a checksum alone. */
const rowsKept = 100;

const user = "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

/**
 * What a server keeps of a foreign key for the partitions of the table that it refers to: named as it comes, and before 18
 * not marked as valid where the key was validated later. Nothing acts on either.
 */
const partOfKey =
  "EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid AND k.contype = 'f')";

/** Column positions are left out: a column that was added stands last. */
const queries: Readonly<Record<string, string>> = {
  relations: `SELECT c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relpersistence::text AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${user} AND c.relkind NOT IN ('t')`,
  columns: `SELECT c.oid::regclass || '.' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || ' ' || coalesce(o.collname, '')
      || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') || a.attidentity::text || a.attgenerated::text AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation o ON o.oid = a.attcollation
    WHERE ${user} AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')`,
  attributes: `SELECT c.oid::regclass || '.' || quote_ident(a.attname) || ' ' || a.attstorage::text || a.attcompression::text
      || ' ' || coalesce(NULLIF(a.attstattarget, -1)::text, '') || ' ' || coalesce(a.attoptions::text, '')
      || ' ' || coalesce(col_description(c.oid, a.attnum), '')
      || ' ' || coalesce((SELECT string_agg(r::text, ',' ORDER BY r::text) FROM unnest(a.attacl) r), '') AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${user} AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')`,
  constraints: `SELECT conrelid::regclass || ' ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid) || ' ' || convalidated AS line
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE ${user} AND NOT ${partOfKey}`,
  indexes: `SELECT pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || i.indisunique || i.indisprimary AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${user}`,
  words: `SELECT conrelid::regclass || ' ' || quote_ident(conname) || ' ' || description AS line
    FROM pg_description d JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid JOIN pg_namespace n ON n.oid = k.connamespace WHERE ${user}
    UNION ALL SELECT c.oid::regclass || ' ' || description FROM pg_description d JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${user} AND c.relkind IN ('i', 'I')`,
  triggers: `SELECT tgrelid::regclass || ' ' || pg_get_triggerdef(t.oid) AS line FROM pg_trigger t WHERE NOT tgisinternal`,
  functions: `SELECT p.oid::regprocedure::text AS line FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${user}`,
  enums: `SELECT e.enumtypid::regtype || ' ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS line
    FROM pg_enum e GROUP BY e.enumtypid`,
  sequences: `SELECT s.oid::regclass || ' ' || coalesce(d.refobjid::regclass || '.' || a.attname, '') AS line
    FROM pg_class s LEFT JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE s.relkind = 'S'`,
};

export async function fingerprint(client: pg.Client, unseen: Unseen = {}): Promise<Fingerprint> {
  return { catalog: await catalogLines(client, queries), data: await dataOf(client, unseen) };
}

/** What queries give, each a column `line`, asked all at once and sorted. */
export async function catalogLines(
  client: pg.Client,
  asked: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const parts = Object.entries(asked).map(
    ([name, query]) => `SELECT '${name}' AS part, line FROM (${query}) AS lines`,
  );
  const { rows } = await client.query<{ part: string; line: string | null }>(parts.join("\nUNION ALL\n"));
  const found = new Map(Object.keys(asked).map((name): [string, string[]] => [name, []]));
  for (const { part, line } of rows) found.get(part)?.push(line ?? "");
  return Object.fromEntries([...found].map(([name, lines]) => [name, lines.sort()]));
}

/** The server adds the rows up, since there may be many, and they are asked for after every step of a plan. */
async function dataOf(client: pg.Client, unseen: Unseen): Promise<Fingerprint["data"]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.oid::regclass::text AS name, array(SELECT attname::text FROM pg_attribute
       WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE "C") AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${user} AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  const data: Record<string, readonly string[]> = {};
  for (const { name, columns } of tables) {
    const seen = columns
      .filter((column) => column !== unseen[name])
      .map((column) => `k.${client.escapeIdentifier(column)}`);
    data[name] = await rowsOf(client, name, `ROW(${seen.join(", ")})::text`);
  }
  return data;
}

async function rowsOf(client: pg.Client, table: string, row: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ count: number; sum: string }>(
    `SELECT count(*)::int, sum(hashtextextended(${row}, 0)) FROM ${table} AS k`,
  );
  const [found] = rows;
  if (found !== undefined && found.count > rowsKept) return [`${found.count} rows, ${found.sum}`];
  const kept = await client.query<{ line: string }>(`SELECT ${row} AS line FROM ${table} AS k`);
  return kept.rows.map(({ line }) => line).sort();
}
