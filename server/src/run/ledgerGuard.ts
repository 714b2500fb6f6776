import { ledgerKey } from "../formats/format.ts";
import { codeOf } from "./databases/databaseError.ts";
import type { PlannedStep } from "./plannedStep.ts";
import { sectionsOf } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { plainFailure, RunError } from "./runError.ts";
import { messagesOf } from "./sendSection.ts";

/*
 * Some tools take no lock. Where such a tool has sent a migration and has not written its row, the statement that its
 * session shows is all there is to know it by: a run gives way to it. Where its ledger takes a migration twice (Drizzle,
 * goose), both would go through, and rows would be inserted twice. So that ledger is locked in the transaction that has
 * the migrations in it: who begins from now on waits, before it reads what is applied.
 */

/** lock_not_available. */
const timedOut = "55P03";

/** `together`: the steps are one transaction. Of one that fails alone it is said elsewhere what stays. */
interface Guarded {
  readonly steps: readonly PlannedStep[];
  readonly together: boolean;
}

/**
 * Before a step that is not in one transaction with its ledger row: nobody else may be at work on it, or be done with it
 * since this run read the ledger. Throws a RunError where somebody is.
 */
export async function lookForOthers(context: RunContext, step: PlannedStep): Promise<void> {
  if (context.ledger.lockless === true) await look(context, { steps: [step], together: false });
}

/** In the transaction of the steps; see above. Throws a RunError where another runner was or is at work. */
export async function lockLedger(context: RunContext, guarded: Guarded): Promise<void> {
  if (context.ledger.takesTwice !== true) return;
  await lockTable(context, guarded);
  await look(context, guarded);
}

async function look(context: RunContext, guarded: Guarded): Promise<void> {
  const pid = await sameAtWork(context, guarded.steps);
  if (pid !== undefined)
    throw before(guarded, `Another session (process ${pid}) is at work on the same migrations`);
  const done = await doneMeanwhile(context, guarded.steps);
  if (done === undefined) return;
  throw before(guarded, `Another runner was at work at the same time and is done with ${done}`);
}

/** A role without the rights for it goes without. */
async function lockTable({ ledger, session }: RunContext, guarded: Guarded): Promise<void> {
  const { rows } = await session.work.query<{ may: boolean }>(
    "SELECT pg_catalog.has_table_privilege($1, 'UPDATE, DELETE, TRUNCATE') AS may",
    [ledger.table],
  );
  if (rows[0]?.may !== true) return;
  try {
    await session.work.query(`LOCK TABLE ${ledger.table} IN ACCESS EXCLUSIVE MODE`);
  } catch (error) {
    if (codeOf(error) !== timedOut) throw error;
    throw before(guarded, `Another session has ${ledger.table} locked`);
  }
}

/** The first step of which the ledger shows now that somebody has done it. */
async function doneMeanwhile(
  { ledger, session }: RunContext,
  steps: readonly PlannedStep[],
): Promise<string | undefined> {
  const keys = steps.map(({ migration }) => ledgerKey(ledger, migration));
  const isFirst = (index: number): boolean => keys.indexOf(keys[index] ?? "") === index;
  // A ledger may be long, and there may be many steps.
  const { rows } = await session.work.query<Record<string, unknown>>(
    `SELECT * FROM (${ledger.select}) AS r WHERE $1::text IS NULL OR pg_catalog.strpos(r::text, $1) > 0`,
    [keys.length === 1 ? keys[0] : null],
  );
  const recorded = new Set(rows.map((row) => ledger.read(row)?.version));
  const done = steps.find(
    ({ direction }, index) => isFirst(index) && recorded.has(keys[index]) === (direction === "up"),
  );
  return done?.migration.version;
}

/** Gives way to a runner that has read the ledger before it was locked: it is at work, or waits to write to it. */
export async function giveWay(context: RunContext, { steps, together }: Guarded): Promise<void> {
  const { ledger, session } = context;
  if (ledger.takesTwice !== true) return;
  const { rows } = await session.work.query<{ pid: number }>(
    `SELECT pid FROM pg_catalog.pg_locks
      WHERE NOT granted AND mode = 'RowExclusiveLock' AND relation = pg_catalog.to_regclass($1)
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`,
    [ledger.table],
  );
  const pid = rows[0]?.pid ?? (await sameAtWork(context, steps));
  if (pid === undefined) return;
  const left = together ? ", and all of it was rolled back" : "";
  throw gaveWay(
    `Another runner (process ${pid}) is applying the same migrations. This run gave way to it${left}`,
  );
}

/** Another session that has sent a statement of these steps last, and is in a transaction or was at work just now. */
async function sameAtWork(
  { project, session }: RunContext,
  steps: readonly PlannedStep[],
): Promise<number | undefined> {
  const { rows } = await session.work.query<{ pid: number; query: string; is_cut: boolean }>(
    `SELECT pid, query,
            pg_catalog.octet_length(query) > (SELECT setting::int - 8 FROM pg_catalog.pg_settings
              WHERE name = 'track_activity_query_size') AS is_cut
       FROM pg_catalog.pg_stat_activity
      WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
        AND (xact_start IS NOT NULL OR state_change > pg_catalog.now() - '5 s'::interval) AND query ~ '\\S'`,
  );
  if (rows.length === 0) return undefined;
  const sent = steps.flatMap(({ migration, direction }) =>
    sectionsOf(migration, direction).flatMap((section) => {
      const text = project.files[section.path] ?? "";
      return messagesOf(text, section).flatMap((spans) =>
        spans.map(({ start, end }) => bare(text.slice(start, end))),
      );
    }),
  );
  const telling = sent.filter((text) => !saysNothing.test(text));
  const isSame = (query: string, isCut: boolean): boolean =>
    telling.some((text) => (isCut ? text.startsWith(query) : text === query));
  return rows.find(({ query, is_cut: isCut }) => isSame(bare(query), isCut))?.pid;
}

/** Tools leave comments, line ends and the last semicolon out in their own ways. */
function bare(text: string): string {
  return text
    .replace(/^\s*--.*$/gm, "")
    .replace(/\s+/g, " ")
    .replace(/[ ;]+$/, "")
    .trim();
}

/** What any session may have sent last. */
const saysNothing =
  /^(?:(?:begin|start|commit|end|rollback|abort|savepoint|release|set|reset|show|discard)\b|select \d+$)/i;

function before({ together }: Guarded, why: string): RunError {
  return gaveWay(together ? `${why}. Nothing was run` : why);
}

function gaveWay(why: string): RunError {
  return new RunError(plainFailure("another-runner", `${why}; try again when the other is done.`));
}
