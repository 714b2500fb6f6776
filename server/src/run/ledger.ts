import type { Client } from "pg";
import type { AppliedMigration, Ledger, LedgerEntry, Migration, Query } from "../formats/format.ts";
import { readJournal } from "./journal.ts";
import { bytesOf, sectionsOf } from "./project.ts";
import type { RunProject } from "./project.ts";
import { standingsOf } from "./migrationStatus.ts";
import type { LedgerStatus } from "./migrationStatus.ts";

/** What is applied, by the tool's own ledger. An absent ledger means that nothing is. */
export async function readLedger(client: Client, project: RunProject, ledger: Ledger): Promise<LedgerStatus> {
  const journal = await readJournal(client, project, ledger);
  return standingsOf(project, ledger, await readApplied(client, ledger), journal);
}

async function readApplied(client: Client, ledger: Ledger): Promise<readonly AppliedMigration[]> {
  const found = await client.query<{ found: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS found",
    [ledger.table],
  );
  if (found.rows[0]?.found !== true) return [];
  const result = await client.query<Record<string, unknown>>(ledger.select);
  return result.rows.map((row) => ledger.read(row)).filter((row) => row !== undefined);
}

/** Creates the ledger's table as the tool would; does nothing where it exists. */
export async function createLedger(client: Client, ledger: Ledger): Promise<void> {
  for (const statement of ledger.create) await client.query(statement);
}

/** Runs the ledger's statements on the connection, in whatever transaction is open there. */
export async function runQueries(client: Client, queries: readonly Query[]): Promise<void> {
  for (const { text, values } of queries) {
    const parameters = values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
    await client.query(text, parameters);
  }
}

export interface EntryFacts {
  readonly executionMs: number;
  readonly now: string;
  readonly uuid: string;
}

export function ledgerEntry(project: RunProject, migration: Migration, facts: EntryFacts): LedgerEntry {
  const path = sectionsOf(migration, "up")[0]?.path ?? migration.paths[0] ?? "";
  const file = project.files[path];
  return {
    version: migration.version,
    ...(migration.ledgerKey === undefined ? {} : { ledgerKey: migration.ledgerKey }),
    name: migration.name,
    path,
    bytes: file === undefined ? undefined : bytesOf(file),
    ...facts,
  };
}
