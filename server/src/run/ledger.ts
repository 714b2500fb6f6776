import { DatabaseError, type Client } from "pg";
import type { AppliedMigration, Ledger, LedgerEntry, Migration } from "../formats/format.ts";
import type { Query } from "../formats/query.ts";
import { split } from "../sql/split.ts";
import { codeOf } from "./databases/databaseError.ts";
import { readJournal } from "./journal.ts";
import { bytesOf, sectionsOf } from "./project.ts";
import type { RunProject } from "./project.ts";
import { plainFailure, RunError } from "./runError.ts";
import { isConnectionLoss, serverMessage } from "./serverMessage.ts";
import { standingsOf } from "./migrationStatus.ts";
import type { LedgerStatus } from "./migrationStatus.ts";

/** What is applied, by the tool's own ledger. An absent ledger means that nothing is. */
export async function readLedger(client: Client, project: RunProject, ledger: Ledger): Promise<LedgerStatus> {
  try {
    const journal = await readJournal(client, project, ledger);
    return standingsOf(project, ledger, await readApplied(client, ledger), journal);
  } catch (error) {
    throw inWords(error, ledger, "read", "Use a role that may SELECT from it, or grant that to this one.");
  }
}

async function readApplied(client: Client, ledger: Ledger): Promise<readonly AppliedMigration[]> {
  if (!(await isThere(client, ledger))) return [];
  const result = await client.query<Record<string, unknown>>(ledger.select);
  return result.rows.map((row) => ledger.read(row)).filter((row) => row !== undefined);
}

/** Creates the ledger's table as the tool would; does nothing where it exists. */
export async function createLedger(client: Client, ledger: Ledger): Promise<void> {
  try {
    for (const statement of ledger.create) await client.query(statement);
  } catch (error) {
    // IF NOT EXISTS asks for the right to create before it looks whether there is anything to create.
    if (codeOf(error) === notAllowed && (await isThere(client, ledger))) return;
    const way =
      "Let a role that may create it run this once, or grant this one CREATE on the schema. Nothing was run.";
    throw inWords(error, ledger, "created", way);
  }
}

/** Throws a RunError where the tool has not begun on this database and would refuse to. */
export async function refuseToBegin(client: Client, project: RunProject, ledger: Ledger): Promise<void> {
  const { refusesToBegin } = ledger;
  if (refusesToBegin === undefined || (await isThere(client, ledger))) return;
  if ((await client.query(refusesToBegin.where)).rowCount === 0) return;
  const message = refusesToBegin.message(project.migrations[0]?.version ?? "VERSION");
  throw new RunError(plainFailure("not-empty", `${message} Nothing was run.`));
}

/** insufficient_privilege. */
const notAllowed = "42501";
/** lock_not_available. */
const timedOut = "55P03";

async function isThere(client: Client, { table }: Ledger): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS found",
    [table],
  );
  return rows[0]?.found === true;
}

/** A connection that is lost is told by whoever notices it; what the server refuses is about the ledger. */
function inWords(error: unknown, { table }: Ledger, what: string, way: string): unknown {
  if (!(error instanceof DatabaseError) || isConnectionLoss(error)) return error;
  const code = error.code ?? "internal-error";
  const said = serverMessage(error).replace(/\.$/, "");
  const next =
    code === notAllowed
      ? ` ${way}`
      : code === timedOut
        ? " A run has it locked: ask again when it is done."
        : "";
  return new RunError(plainFailure(code, `The ledger ${table} could not be ${what}: ${said}.${next}`), error);
}

/** Runs the ledger's statements on the connection, in whatever transaction is open there. */
export async function runQueries(client: Client, queries: readonly Query[]): Promise<void> {
  for (const { text, values } of queries) {
    const parameters = values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
    await client.query(text, parameters);
  }
}

function countStatements({ files }: RunProject, migration: Migration): number {
  const counts = sectionsOf(migration, "up").map(
    ({ path, span, portions }) => portions?.length ?? split(files[path] ?? "", span).pieces.length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
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
    ...(migration.checksum === undefined ? {} : { checksum: migration.checksum }),
    countStatements: () => countStatements(project, migration),
    name: migration.name,
    path,
    bytes: file === undefined ? undefined : bytesOf(file),
    ...facts,
  };
}
