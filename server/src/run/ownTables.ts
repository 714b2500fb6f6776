import type { Client } from "pg";
import type { Ledger } from "../formats/format.ts";
import { progressTable } from "./backfill/progressTable.ts";
import { journalTable } from "./journal.ts";

/**
 * What no migration makes: the tool's own tables, our journal and what our backfills remember, as `schema.name`, and the
 * schemas that the tool makes for them.
 */
export async function ownTables(client: Client, ledger: Ledger): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid IN (SELECT pg_catalog.to_regclass(own) FROM pg_catalog.unnest($1::text[]) own)`,
    [[ledger.table, ...madeBy(ledger, "TABLE"), journalTable(ledger), progressTable(ledger)]],
  );
  return [...rows.map(({ name }) => name), ...madeBy(ledger, "SCHEMA").map(unquoted)];
}

/** A tool may keep a log, a lock or its version in tables of their own (yoyo, graphile-migrate). */
function madeBy({ create }: Ledger, what: "TABLE" | "SCHEMA"): readonly string[] {
  const made = new RegExp(`\\bCREATE ${what} IF NOT EXISTS ((?:\\w|\\.|"(?:[^"]|"")*")+)`, "g");
  return [...create.join(";\n").matchAll(made)].map(([, name = ""]) => name);
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}
