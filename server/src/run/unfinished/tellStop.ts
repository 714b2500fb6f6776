import type { Client } from "pg";
import { ledgerKey, type Ledger } from "../../formats/format.ts";
import type { Came, LedgerStatus, MigrationStatus } from "../migrationStatus.ts";
import type { RunProject } from "../project.ts";
import { backFrom, findStop, type Unfinished } from "./findStop.ts";
import { begunInWords } from "../journal.ts";
import { broughtInWords, isBetween, isExact, stopInWords } from "./stop.ts";

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
  const told = inWords(found, marked?.version ?? found.migration.version);
  const calls = calledBy(ledger, marked);
  const came = cameOf(found);
  const statuses = status.statuses.map((each): MigrationStatus => {
    const shows = each.migration === found.migration && came !== undefined ? { came } : {};
    const { wayOut } = told;
    const stopped = each === marked ? `${told.stopped} ${calls}`.trim() : told.stopped;
    const note = `${stopped}${wayOut}`;
    if (each === marked) return { ...each, ...shows, stopped, note: joinedNote(each, told, calls) };
    if (each.migration !== found.migration || !leftOver(found)) return each;
    return { ...each, ...shows, stopped, state: "unfinished", note };
  });
  return { ...status, statuses };
}

/**
 * A ledger of one row does not say whether a run was on its way up or back. Where the schema does not either, both
 * migrations are unfinished until somebody has looked.
 */
function tellDoubt(status: LedgerStatus): LedgerStatus {
  const marked = status.statuses.find(({ state }) => state === "unfinished");
  const next = marked === undefined || marked.begun !== undefined ? undefined : backFrom(status, marked);
  if (marked === undefined || next === undefined) return status;
  const [to, from] = [marked.version, next.version];
  const doubt = `That run may have been on its way down from ${from}, which the schema does not show: look first whether something of that is still there.`;
  const note = `A run was on its way up to ${to} or down from this one, and neither the ledger nor the schema shows which. ${byHand(to, from)} Where nothing of it is there, see to ${to}.`;
  const statuses = status.statuses.map((each): MigrationStatus => {
    if (each === marked) return { ...each, note: `${marked.note ?? ""} ${doubt}`.trim() };
    return each === next ? { ...each, state: "unfinished", note } : each;
  });
  return { ...status, statuses };
}

/** What the tool makes of its mark; of ours it knows nothing. */
function calledBy(ledger: Ledger, marked: MigrationStatus | undefined): string {
  if (marked === undefined || marked.begun !== undefined) return "";
  const { migration, version } = marked;
  return ledger.calls?.(migration === undefined ? version : ledgerKey(ledger, migration)) ?? "";
}

/** Where the way out is known, nobody has to look first: what was begun is said, and not how to find out. */
function joinedNote({ note, begun }: MigrationStatus, told: Told, calls: string): string {
  const { stopped, wayOut, isSettling } = told;
  // What is noted already says what the tool calls it.
  if (!isSettling || begun?.working !== undefined) return `${note ?? ""} ${stopped}${wayOut}`.trim();
  return `${begun === undefined ? "" : `${begunInWords(begun)} `}${`${stopped} ${calls}`.trim()}${wayOut}`;
}

/** How a down is settled of which a part may be done, by a ledger of one row. */
function byHand(to: string, from: string): string {
  const action = to.startsWith("-") ? "unmark" : "mark";
  return `Where all of it is there, \`lockkeeper repair --mark ${from}\` counts it as applied. Where a part of it is, finish its way down by hand, then \`lockkeeper repair --${action} ${to}\`; or bring back what it took away, then \`lockkeeper repair --mark ${from}\`.`;
}

function cameOf({ direction, stop, wreck }: Unfinished): Came | undefined {
  const { statements, least, most, otherwise } = stop;
  if (otherwise.length > 0) return undefined;
  return { direction, statements, least, most, ...(wreck === undefined ? {} : { invalid: wreck.index }) };
}

/** Something is there of what the ledger no longer counts. */
function leftOver({ direction, stop }: Unfinished): boolean {
  return direction === "down" && stop.least < stop.statements;
}

/** Where it stopped, and how that is settled. */
interface Told {
  readonly stopped: string;
  readonly wayOut: string;
  /** Whether the way out is all there is to do. */
  readonly isSettling: boolean;
}

function inWords(found: Unfinished, marked: string): Told {
  const { stop, wreck, direction, migration, through, untouched } = found;
  const { version } = migration;
  const way = marked === version ? "" : `That run was on its way ${direction} from ${version}. `;
  const left =
    wreck === undefined ? "" : ` Statement ${wreck.statement} left the INVALID index ${wreck.index}.`;
  const stopped = `${way}${direction === "up" && wreck === undefined ? broughtInWords(stop) : stopInWords(stop)}${left}`;
  if (!isExact(stop))
    return { stopped, wayOut: way === "" ? "" : ` ${byHand(marked, version)}`, isSettling: false };
  if (isBetween(stop) || wreck !== undefined) {
    const wayOut = ` \`lockkeeper repair --finish ${version}\` runs the rest, \`--undo ${version}\` undoes what is done.`;
    return { stopped, wayOut, isSettling: true };
  }
  const { action, version: settled } = stop.least === 0 ? untouched : through;
  const counts = `counts ${settled} as ${action === "mark" ? "" : "not "}applied, and runs go on`;
  // golang-migrate's -1 is no migration that could count as anything.
  const wayOut = ` \`lockkeeper repair --${action} ${settled}\` ${settled.startsWith("-") ? "says so" : counts}.`;
  return { stopped, wayOut, isSettling: true };
}
