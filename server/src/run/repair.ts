import type { AppliedMigration, Ledger, LedgerEntry } from "../formats/format.ts";
import type { Query } from "../formats/query.ts";
import type { RepairAction } from "../protocol.ts";
import { forget } from "./journal.ts";
import { createLedger, ledgerEntry, readLedger, runQueries } from "./ledger.ts";
import type { RunProject } from "./project.ts";
import { plainFailure, RunError } from "./runError.ts";
import type { RunTarget } from "./runTarget.ts";
import type { Session } from "./session.ts";
import type { LedgerStatus, MigrationStatus } from "./migrationStatus.ts";

/** What only says how things are. */
export type LedgerRepair = Exclude<RepairAction, "finish" | "undo">;

/**
 * Settles what `status` shows: a migration counts as applied (`mark`), as not applied (`unmark`), or its file is accepted
 * as it is now. Writes the tool's ledger as the tool's own repair does; runs nothing of any migration. In one
 * transaction, under the locks of a run. Gives one sentence; throws a RunError.
 */
export async function repairLedger(
  target: RunTarget,
  session: Session,
  project: RunProject,
  action: LedgerRepair,
  version: string,
): Promise<string> {
  const { ledger } = target.format;
  await createLedger(session.work, ledger);
  const status = await readLedger(session.work, project, ledger);
  const migrationStatus = status.statuses.find((one) => one.version === version);
  if (migrationStatus === undefined) {
    throw refused(
      `There is no migration ${version} in this folder or its ledger. Check the version.`,
      version,
    );
  }
  const entry = entryOf(target, project, migrationStatus);
  const queries = queriesOf(target, status, migrationStatus, entry, action);
  await session.work.query("BEGIN");
  try {
    await runQueries(session.work, queries);
    if (action !== "accept") await forget(session.work, project, ledger, version);
    await session.work.query("COMMIT");
  } catch (error) {
    await session.work.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
  return `${done[action]} ${version} ${migrationStatus.name}`.trimEnd();
}

const done: Readonly<Record<LedgerRepair, string>> = {
  mark: "marked as applied:",
  unmark: "marked as not applied:",
  accept: "accepted as it is now:",
};

function queriesOf(
  { format: { ledger, label } }: RunTarget,
  status: LedgerStatus,
  migrationStatus: MigrationStatus,
  entry: LedgerEntry,
  action: LedgerRepair,
): readonly Query[] {
  const { version, state, recorded, migration } = migrationStatus;
  // An unfinished row of the tool's own goes first; where only our journal knows, there is none.
  const discard = state === "unfinished" && !recorded ? (ledger.discard?.(entry) ?? []) : [];
  switch (action) {
    case "mark":
      if (migration === undefined) {
        throw refused(
          `Migration ${version} has no file in the folder, so it cannot be marked as applied.`,
          version,
        );
      }
      if (recorded && state !== "unfinished")
        throw refused(`Migration ${version} is applied already.`, version);
      return recorded ? [] : [...discard, ...ledger.record(entry, appliedBefore(status, migrationStatus))];
    case "unmark":
      if (state === "pending") throw notApplied(version, ledger, status);
      if (recorded || ledger.cumulative) return ledger.remove(entry, appliedBefore(status, migrationStatus));
      return discard;
    case "accept":
      if (state !== "changed") throw refused(`The file of migration ${version} is not changed.`, version);
      if (ledger.accept === undefined) throw refused(`${label} keeps no checksum.`, version);
      return ledger.accept(entry);
    default:
      return action satisfies never;
  }
}

/** The mark of a ledger of one row stands at the migration to which a run was on its way. */
function notApplied(version: string, { cumulative }: Ledger, { statuses }: LedgerStatus): RunError {
  const marked = statuses.find(({ state }) => state === "unfinished");
  const way =
    cumulative && marked !== undefined
      ? ` What the ledger leaves open is ${marked.version}: where nothing of ${version} is left, settle that one.`
      : "";
  return refused(`Migration ${version} is not applied.${way}`, version);
}

/** What stays applied without it; a ledger of one row keeps what is older. */
function appliedBefore({ statuses }: LedgerStatus, migrationStatus: MigrationStatus): readonly string[] {
  const older = statuses.slice(0, statuses.indexOf(migrationStatus));
  return older.filter(({ recorded }) => recorded).map(({ version }) => version);
}

function entryOf(target: RunTarget, project: RunProject, migrationStatus: MigrationStatus): LedgerEntry {
  const facts = { executionMs: 0, now: target.clock.now().toISOString(), uuid: target.clock.uuid() };
  if (migrationStatus.migration !== undefined) return ledgerEntry(project, migrationStatus.migration, facts);
  const row: AppliedMigration = { version: migrationStatus.version, name: migrationStatus.name };
  return { version: row.version, name: row.name ?? "", path: "", bytes: undefined, ...facts };
}

function refused(message: string, version: string): RunError {
  return new RunError(plainFailure("cannot-repair", message, version));
}
