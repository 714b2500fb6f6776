import type { Ledger } from "../../formats/format.ts";
import type { RepairAction } from "../../protocol.ts";
import type { RunLock } from "../advisoryLock.ts";
import { readLedger } from "../ledger.ts";
import type { LedgerStatus } from "../migrationStatus.ts";
import type { RunProject } from "../project.ts";
import type { RunContext } from "../runContext.ts";
import { plainFailure, RunError } from "../runError.ts";
import type { Session } from "../session.ts";
import { findStop, type Unfinished } from "./findStop.ts";

export interface Settling extends Pick<RunContext, "signal" | "waiting" | "onEvent"> {
  readonly action: RepairAction;
  readonly version: string;
  readonly lock: RunLock | undefined;
}

/** Where an unfinished migration stopped. Throws a RunError where that cannot be told. */
export async function stopOfVersion(
  session: Session,
  project: RunProject,
  ledger: Ledger,
  version: string,
): Promise<{ readonly found: Unfinished; readonly status: LedgerStatus }> {
  const status = await readLedger(session.work, project, ledger);
  const found = await findStop(session.work, project, ledger, status);
  if (found?.migration.version !== version) throw unknown(version, ledger, status);
  return { found, status };
}

function unknown(version: string, ledger: Ledger, { statuses }: LedgerStatus): RunError {
  const unfinished = statuses.filter(({ state }) => state === "unfinished");
  const untold = `How far migration ${version} came cannot be told from the schema.`;
  if (unfinished.some((each) => each.version === version))
    return refused(
      `${untold} Finish or undo it by hand, then \`lockkeeper repair --mark\` or \`--unmark ${version}\`.`,
      version,
    );
  // One row for all: its mark may stand at the migration before this one.
  if (ledger.cumulative && unfinished.length > 0)
    return refused(`${untold} \`lockkeeper status\` says what is known, and what settles it.`, version);
  return refused(`Nothing of migration ${version} is left to finish: no run left it half-way.`, version);
}

export function refused(message: string, version: string): RunError {
  return new RunError(plainFailure("cannot-repair", message, version));
}
