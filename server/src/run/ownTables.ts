import type { Client } from "pg";
import type { Ledger } from "../formats/format.ts";
import { progressTable } from "./backfill/progressTable.ts";
import { journalTable } from "./journal.ts";

/** The ledger's own table, our journal and what our backfills remember, which no migration makes: `schema.name`. */
export async function ownTables(client: Client, ledger: Ledger): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid IN (SELECT pg_catalog.to_regclass(own) FROM pg_catalog.unnest($1::text[]) own)`,
    [[ledger.table, journalTable(ledger), progressTable(ledger)]],
  );
  return rows.map(({ name }) => name);
}
