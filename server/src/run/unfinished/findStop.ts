import type { Client } from "pg";
import type { Catalog } from "../../catalog/catalog.ts";
import { compareStates } from "../../catalog/differences/compareStates.ts";
import { loadGrammar } from "../../disk/loadGrammar.ts";
import type { Direction, Ledger, Migration } from "../../formats/format.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { foldApplied, foldDirection, type FoldedStatement, type Folding } from "../foldApplied.ts";
import type { JournalRow } from "../journal.ts";
import { inSnapshot, readOpenCatalog, type LiveCatalog } from "../liveCatalog/readLiveCatalog.ts";
import type { LedgerStatus, MigrationStatus } from "../migrationStatus.ts";
import { ownTables } from "../ownTables.ts";
import { sectionsOf, type RunProject } from "../project.ts";
import { stopOf, type Bounds, type Stop } from "./stop.ts";
import { stopAt, withoutWreck, wreckOf, type Wreck } from "./wreck.ts";

/** A migration that a run left half-way, and how far it came. */
export interface Unfinished {
  readonly migration: Migration;
  readonly direction: Direction;
  readonly stop: Stop;
  /** What a build that did not come to its end left, which is to go before anything else. */
  readonly wreck: Wreck | undefined;
  /** In the order in which they are sent. */
  readonly statements: readonly FoldedStatement[];
  /** What ran before it, and how to go on from there. */
  readonly earlier: readonly TimelineEntry[];
  readonly fold: Folding;
  /** What settles the ledger where all of it went through, and where nothing did. */
  readonly through: Settlement;
  readonly untouched: Settlement;
}

export interface Settlement {
  readonly action: "mark" | "unmark";
  readonly version: string;
}

/**
 * Compares the schema of the database with what the interpreter says is there before the unfinished migration and after
 * each of its statements. Undefined where that tells nothing: a statement that cannot be followed, a server that still
 * works on it, a file that is gone. Reads only.
 */
export async function findStop(
  client: Client,
  project: RunProject,
  ledger: Ledger,
  status: LedgerStatus,
): Promise<Unfinished | undefined> {
  const found = status.statuses.find(({ state }) => state === "unfinished");
  if (found === undefined || found.begun?.working !== undefined) return undefined;
  const grammar = await loadGrammar();
  const read = await inSnapshot(client, async () => ({
    ignored: await ownTables(client, ledger),
    live: await readOpenCatalog(client, grammar),
  }));
  const seen: Seen = { ...read, project, grammar, status };
  const { version } = found;
  const [mark, unmark] = [
    { action: "mark", version },
    { action: "unmark", version },
  ] as const;
  if (found.begun?.direction === "down")
    return stopOn(seen, found, "down", { through: unmark, untouched: mark });
  const up = (): Unfinished | undefined => stopOn(seen, found, "up", { through: mark, untouched: unmark });
  if (found.begun !== undefined || !ledger.cumulative) return up();
  // One row for all: it says where a run went, and not whether that was up or down.
  const next = backFrom(status, found);
  if (next === undefined) return up();
  const through = found.migration === undefined ? unmark : mark;
  const untouched = { action: "mark", version: next.version } as const;
  const down = stopOn(seen, next, "down", { through, untouched });
  if (down === undefined || found.migration === undefined || isUnderway(down)) return down;
  // Whatever stands between all of it and all but its last rows may as well be that nothing of it was begun.
  if (down.stop.least < down.stop.most) return undefined;
  const going = up();
  const isUp = going?.stop.otherwise.length === 0 || down.stop.least === down.stop.statements;
  return isUp ? going : down;
}

/** Whether the schema shows that some of it is still to come. */
function isUnderway({ stop }: Unfinished): boolean {
  return stop.otherwise.length === 0 && stop.most < stop.statements;
}

/** The migration on whose down a run may have been that left a ledger of one row at `found`. */
export function backFrom({ statuses }: LedgerStatus, found: MigrationStatus): MigrationStatus | undefined {
  const next = statuses[statuses.indexOf(found) + 1];
  return next?.migration !== undefined && sectionsOf(next.migration, "down").length > 0 ? next : undefined;
}

interface Seen {
  readonly project: RunProject;
  readonly grammar: Grammar;
  readonly status: LedgerStatus;
  readonly live: LiveCatalog;
  readonly ignored: readonly string[];
}

/** How far a migration came that was going in one direction. */
function stopOn(
  { project, grammar, status, live, ignored }: Seen,
  on: MigrationStatus,
  direction: Direction,
  settlements: Pick<Unfinished, "through" | "untouched">,
): Unfinished | undefined {
  const { migration, begun } = on;
  if (migration === undefined) return undefined;
  const end = status.statuses.indexOf(on);
  const applied = status.statuses.flatMap((each, index): readonly MigrationStatus[] => {
    if (each === on) return direction === "up" ? [] : [{ ...on, state: "applied" }];
    return each.state !== "unfinished" ? [each] : index < end ? [{ ...each, state: "applied" }] : [];
  });
  const { catalog, entries, fold } = foldApplied(project, applied, live.major, grammar);
  const { statements } = foldDirection(fold, catalog, migration, direction);
  if (statements.some(isUnclear)) return undefined;
  const print = (node: Parameters<typeof printExpression>[0]) => printExpression(node, grammar);
  const states = [catalog, ...statements.map(({ entry }) => entry.after)];
  const options = { major: live.major, print, ignored };
  const bounds = boundsOf(begun, statements);
  const stopIn = (now: Catalog): Stop | undefined => stopOf(compareStates(states, now, options), bounds);
  const built = wreckOf(live.catalog, statements);
  const behind = built && stopAt(built, stopIn(withoutWreck(live.catalog, built, fold)));
  const stop = behind ?? stopIn(live.catalog);
  if (stop === undefined) return undefined;
  const wreck = behind === undefined ? undefined : built;
  return { migration, direction, stop, wreck, statements, earlier: entries, fold, ...settlements };
}

function isUnclear({ entry: { outcome } }: FoldedStatement): boolean {
  return outcome.notAnalysed !== undefined;
}

/** The journal writes down how many were done before the next was sent, where they go one by one. */
function boundsOf(begun: JournalRow | undefined, statements: readonly FoldedStatement[]): Bounds {
  const settled = (done: number): boolean => isSettled(statements, done);
  const written = begun?.done ?? 0;
  let least = Math.min(written, statements.length);
  // What was done in a transaction is gone with it.
  while (!settled(least)) least -= 1;
  // A pipeline sends several before it writes down that they are done.
  const oneByOne = written > 0 && statements.every(({ section }) => section.transaction !== "pipeline");
  return {
    least,
    most: oneByOne ? written + 1 : statements.length,
    settled,
    leavesNothing: (statement) => setsSession(statements[statement - 1]),
  };
}

/** Whether no transaction goes on between the first `done` statements and those that follow. */
function isSettled(statements: readonly FoldedStatement[], done: number): boolean {
  const [before, next] = [statements[done - 1], statements[done]];
  if (before === undefined || next === undefined || before.section !== next.section) return true;
  if (!next.entry.transaction.open) return true;
  const { text } = before.entry.statement;
  if (/^(?:commit|end|abort|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b))\b/i.test(text)) return true;
  return !before.entry.transaction.open && !/^(?:begin|start)\b/i.test(text);
}

/** Whether a statement does nothing but SET something in its session. */
export function setsSession(statement: FoldedStatement | undefined): boolean {
  const kind = statement?.entry.statement.kind;
  return kind === "VariableSetStmt" || kind === "VariableShowStmt";
}
