import type { Section } from "../../formats/format.ts";
import { strongerLock, type LockMode } from "../../interpret/locks.ts";
import type { PlacedStatement } from "../../sql/statement.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { isTransactionCommand } from "../../timeline/transaction.ts";
import { codeOf } from "../databases/databaseError.ts";
import { rangeOf } from "../position.ts";
import { sendScript, type ScriptOutcome } from "../scriptQuery.ts";
import { sleep } from "../sleep.ts";
import { compareEntry, newLocks } from "./compareEntry.ts";
import { readLocks, type LockTable } from "./locks.ts";
import { toObservation, type Observation } from "./observation.ts";
import type { ObservedStatement } from "./observed.ts";
import type { Observer } from "./observer.ts";
import { findEmpty, takeSnapshot, type Snapshot } from "./snapshot.ts";

export interface WatchedStatement {
  readonly section: Section;
  readonly text: string;
  readonly placed: PlacedStatement;
  readonly entry: TimelineEntry | undefined;
  readonly copied: string | undefined;
}

type Outcome = { -readonly [K in keyof ScriptOutcome]: ScriptOutcome[K] };

interface Before {
  readonly snapshot: Snapshot;
  readonly held: LockTable;
  readonly wal: string;
}

interface Notice {
  readonly message: string;
  /** `NOTICE`, `DEBUG` … */
  readonly severity: string;
}

/** Sends one statement and takes down what it did; `inside`: in a transaction, which holds its locks afterwards. */
export async function watchStatement(
  observer: Observer,
  watched: WatchedStatement,
  inside: boolean,
): Promise<Outcome> {
  const { statement, span } = watched.placed;
  // A query before it would forbid SET TRANSACTION; there is nothing to see of it either.
  const isQuiet = isTransactionCommand(statement) || statement.kind === "VariableSetStmt";
  const before = isQuiet ? undefined : await lookBefore(observer);
  const notices: Notice[] = [];
  const listen = (notice: { message?: string | undefined; severity?: string | undefined }): number =>
    notices.push({ message: notice.message ?? "", severity: notice.severity ?? "" });
  observer.client.on("notice", listen);
  const since = observer.now();
  const polling = inside || before === undefined ? undefined : pollLocks(observer);
  const text = watched.text.slice(span.start, span.end);
  const outcome: Outcome = await sendScript(observer.client, text, { rows: watched.copied });
  const milliseconds = observer.now() - since;
  const polled = await polling?.();
  observer.client.off("notice", listen);
  const facts = { ...told(observer, watched, outcome, notices), milliseconds };
  const failed = outcome.failure !== undefined;
  const seen =
    before === undefined || failed
      ? nothingSeen
      : await lookAfter(observer, before, polled, outcome, notices);
  const kind =
    before === undefined || failed ? "not" : inside ? "transaction" : polled === undefined ? "not" : "beside";
  const observation = kind === "transaction" ? seen : undefined;
  const { locks, work, wal } = seen;
  observer.add(
    {
      ...{ ...facts, watched: kind, work, walBytes: wal },
      locks: locks.map((lock) => ({ ...lock, heldMilliseconds: null })),
      ...compared(watched, outcome, observation),
    },
    since,
  );
  return outcome;
}

interface Saw extends Observation {
  readonly wal: number | null;
}

const nothingSeen: Saw = { locks: [], work: [], wal: null };

/** What the server says by itself. */
function told(
  { tellsTemp }: Observer,
  { section, text, placed }: WatchedStatement,
  { results, failure }: ScriptOutcome,
  notices: readonly Notice[],
): Omit<ObservedStatement, "milliseconds" | "watched" | "locks" | "work" | "walBytes"> {
  const count = results.at(-1)?.command.match(/ (\d+)$/)?.[1];
  const files = notices.flatMap(({ message }) => /^temporary file: .*size (\d+)$/.exec(message)?.[1] ?? []);
  return {
    path: section.path,
    range: rangeOf(text, placed.span),
    sql: placed.statement.text,
    rows: count === undefined ? null : Number(count),
    notices: notices.filter(({ severity }) => !/^(?:DEBUG|LOG)/.test(severity)).map(({ message }) => message),
    tempBytes: tellsTemp ? files.reduce((sum, size) => sum + Number(size), 0) : null,
    ...(failure === undefined ? {} : { error: errorOf(failure) }),
  };
}

function errorOf(failure: Error): NonNullable<ObservedStatement["error"]> {
  return { sqlstate: codeOf(failure) ?? "", message: failure.message };
}

/** Beside what is predicted for it; where it was not watched in a transaction, whether it fails is all that is compared. */
function compared(
  { entry }: WatchedStatement,
  { failure }: ScriptOutcome,
  observation: Observation | undefined,
): Pick<ObservedStatement, "predicted" | "difference"> {
  if (entry === undefined || entry.outcome.notAnalysed !== undefined) return {};
  const predicted = {
    locks: newLocks(entry).map(({ relation, mode }) => `${mode} on ${relation.name}`),
    work: entry.effects.work.map(({ relation, kind }) => `${kind} of ${relation.name}`),
  };
  const error = failure === undefined ? undefined : errorOf(failure);
  const difference =
    observation === undefined
      ? compareEntry(entry, { watched: false, error })
      : compareEntry(entry, { watched: true, observation });
  return { predicted, difference };
}

/** Inside a transaction of the migration too, so nothing is asked that any role may be refused. */
async function lookBefore({ client, pid }: Observer): Promise<Before> {
  await client.query("SET client_min_messages = debug1");
  return {
    snapshot: await takeSnapshot(client),
    held: await readLocks(client, pid),
    wal: await walPosition(client),
  };
}

async function lookAfter(
  observer: Observer,
  before: Before,
  polled: LockTable | undefined,
  { results }: ScriptOutcome,
  notices: readonly Notice[],
): Promise<Saw> {
  const { client, pid } = observer;
  // First of all, since what follows looks into the relations and would lock them.
  const now = polled ?? (await readLocks(client, pid));
  const locks = new Map([...now].filter(([oid, mode]) => before.held.get(oid) !== mode));
  const wal = await client.query<{ bytes: number }>(
    "SELECT (pg_catalog.pg_current_wal_insert_lsn() - $1::pg_lsn)::float8 AS bytes",
    [before.wal],
  );
  const after = await takeSnapshot(client);
  const empty = await findEmpty(client, before.snapshot, after);
  const messages = notices.map(({ message }) => message);
  const commands = results.map(({ command }) => command.split(" ", 1)[0] ?? "");
  const evidence = { before: before.snapshot, after, messages, commands, empty };
  const existing = new Set(before.snapshot.relations.keys());
  return {
    ...toObservation(evidence, observer.existing(existing), locks),
    wal: wal.rows[0]?.bytes ?? null,
  };
}

async function walPosition(client: Observer["client"]): Promise<string> {
  const { rows } = await client.query<{ lsn: string }>(
    "SELECT pg_catalog.pg_current_wal_insert_lsn()::text AS lsn",
  );
  return rows[0]?.lsn ?? "0/0";
}

/** Milliseconds between two looks at a statement that no transaction of ours can hold. */
const pause = 20;

/** Looks from the second connection; gives the strongest mode seen on each relation. Undefined where there is no second. */
function pollLocks({ session, pid }: Observer): (() => Promise<LockTable | undefined>) | undefined {
  const { control } = session;
  if (control === undefined) return undefined;
  const locks = new Map<number, LockMode>();
  const running = new AbortController();
  const looking = (async () => {
    while (!running.signal.aborted) {
      for (const [oid, mode] of await readLocks(control, pid))
        locks.set(oid, strongerLock(locks.get(oid) ?? mode, mode));
      await sleep(pause);
    }
  })().catch(() => undefined);
  return async () => {
    running.abort();
    await looking;
    return locks;
  };
}
