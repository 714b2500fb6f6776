import type { Client } from "pg";
import type { Ledger } from "../../formats/format.ts";
import type { Came, LedgerStatus, MigrationStatus } from "../migrationStatus.ts";
import type { RunProject } from "../project.ts";
import { backFrom, findStop, type Unfinished } from "./findStop.ts";
import { isBetween, isExact, stopInWords } from "./stop.ts";

/**
 * Adds to an unfinished migration's note where it stopped, as far as the schema shows it, and what settles it. Where the
 * schema cannot be read the note stays as it is: it says to look.
 */
export async function tellStop(
  client: Client,
  project: RunProject,
  ledger: Ledger,
  status: LedgerStatus,
): Promise<LedgerStatus> {
  if (!status.statuses.some(({ state }) => state === "unfinished")) return status;
  const found = await findStop(client, project, ledger, status).catch(() => undefined);
  if (found === undefined) return ledger.cumulative ? tellDoubt(status) : status;
  const marked = status.statuses.find(({ state }) => state === "unfinished");
  const told = inWords(found, marked?.version);
  const came = cameOf(found);
  const statuses = status.statuses.map((each): MigrationStatus => {
    const shows = each.migration === found.migration && came !== undefined ? { came } : {};
    if (each === marked) return { ...each, ...shows, note: `${each.note ?? ""} ${told}`.trim() };
    if (each.migration !== found.migration || !leftOver(found)) return each;
    return { ...each, ...shows, state: "unfinished", note: told };
  });
  return { ...status, statuses };
}

/** A ledger of one row does not say whether a run was on its way up or back. */
function tellDoubt(status: LedgerStatus): LedgerStatus {
  const marked = status.statuses.find(({ state }) => state === "unfinished");
  const next = marked === undefined || marked.begun !== undefined ? undefined : backFrom(status, marked);
  if (marked === undefined || next === undefined) return status;
  const doubt = `That run may have been on its way down from ${next.version}: look whether that is still there; then \`lockkeeper repair --mark ${next.version}\` says so.`;
  const note = `${marked.note ?? ""} ${doubt}`.trim();
  return { ...status, statuses: status.statuses.map((each) => (each === marked ? { ...each, note } : each)) };
}

function cameOf({ direction, stop: { statements, least, most, otherwise } }: Unfinished): Came | undefined {
  return otherwise.length > 0 ? undefined : { direction, statements, least, most };
}

/** Something is there of what the ledger no longer counts. */
function leftOver({ direction, stop }: Unfinished): boolean {
  return direction === "down" && stop.least < stop.statements;
}

function inWords({ stop, direction, migration, through, untouched }: Unfinished, marked?: string): string {
  const { version } = migration;
  const way = version === marked ? "" : `That run was on its way ${direction} from ${version}. `;
  const said = `${way}${stopInWords(stop)}`;
  if (!isExact(stop)) return said;
  if (isBetween(stop)) return `${said} \`lockkeeper repair --finish ${version}\` runs the rest.`;
  const { action, version: settled } = stop.least === 0 ? untouched : through;
  return `${said} \`lockkeeper repair --${action} ${settled}\` says so.`;
}
