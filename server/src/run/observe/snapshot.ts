import type { Client } from "pg";

/** A relation as pg_class has it at one moment. */
export interface RelationState {
  readonly oid: number;
  /** `schema.name`; temporary relations are in `pg_temp`. */
  readonly name: string;
  /** The name alone, as DEBUG1 messages have it. */
  readonly shortName: string;
  /** pg_class.relkind: r table, p partitioned table, i index, I partitioned index, S sequence, v, m, c, f. */
  readonly kind: string;
  /** The file that holds it; another number means new storage. 0 where there is none. */
  readonly file: number;
  /** For an index, its table. */
  readonly table: number | undefined;
  /** Sequential scans in this transaction. */
  readonly scans: number;
}

export interface ForeignKeyState {
  readonly oid: number;
  readonly name: string;
  readonly referencing: number;
  readonly referenced: number;
  readonly validated: boolean;
}

/** What the observer compares before and after; relations by OID, without system catalogs and TOAST tables. */
export interface Snapshot {
  readonly relations: ReadonlyMap<number, RelationState>;
  readonly foreignKeys: ReadonlyMap<number, ForeignKeyState>;
}

/** Reads it without locking any user's relation, so that it can be taken inside the observed transaction. */
export async function takeSnapshot(client: Client): Promise<Snapshot> {
  const relations = await client.query<RelationRow>(relationQuery);
  const foreignKeys = await client.query<ForeignKeyState>(foreignKeyQuery);
  return {
    relations: new Map(
      relations.rows.map((row) => [
        row.oid,
        { ...row, name: `${row.schema}.${row.shortName}`, table: row.table ?? undefined },
      ]),
    ),
    foreignKeys: new Map(foreignKeys.rows.map((row) => [row.oid, row])),
  };
}

/** Which of the relations that got new storage hold nothing now. */
export async function findEmpty(client: Client, before: Snapshot, after: Snapshot): Promise<Set<number>> {
  const renewed = [...after.relations.values()].filter(
    ({ oid, file, kind }) => "rm".includes(kind) && (before.relations.get(oid)?.file ?? file) !== file,
  );
  const { rows } = await client.query<{ oid: number }>(
    `SELECT c.oid FROM pg_catalog.pg_class c
      WHERE c.oid = ANY ($1::oid[]) AND pg_catalog.pg_relation_size(c.oid) = 0`,
    [renewed.map(({ oid }) => oid)],
  );
  return new Set(rows.map(({ oid }) => oid));
}

interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly shortName: string;
  readonly kind: string;
  readonly file: number;
  readonly table: number | null;
  readonly scans: number;
}

// OIDs come as numbers from pg (type 26); the counter is bigint and would come as text.
const relationQuery = `
  SELECT c.oid, CASE WHEN n.oid = pg_catalog.pg_my_temp_schema() THEN 'pg_temp' ELSE n.nspname END AS schema,
         c.relname AS "shortName", c.relkind AS kind, c.relfilenode AS file, i.indrelid AS "table",
         pg_catalog.pg_stat_get_xact_numscans(c.oid)::int AS scans
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'`;

const foreignKeyQuery = `
  SELECT k.oid, k.conname AS name, k.conrelid AS referencing, k.confrelid AS referenced,
         k.convalidated AS validated
    FROM pg_catalog.pg_constraint k
   WHERE k.contype = 'f'`;
