import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { formatById } from "../formats/detect.ts";
import type {
  DatabaseKind,
  DatabaseState,
  DriftResult,
  QueryResult,
  RepairAction,
  RunParams,
  RunProgress,
} from "../protocol.ts";
import type { VerifyResult } from "../protocol/verify.ts";
import { findEngine } from "./databases/containerEngine.ts";
import type { ConnectionFacts, Database, Progress } from "./databases/database.ts";
import { messageOf } from "./databases/databaseError.ts";
import { makeDatabase } from "./databases/makeDatabase.ts";
import type { BackfillProgress, BackfillWork } from "./backfill/backfillWork.ts";
import { ProgressTable } from "./backfill/progressTable.ts";
import { runBackfill, type BackfillCalls } from "./backfill/runBackfill.ts";
import { writeSnapshot } from "./baseline/snapshot.ts";
import { inSnapshot, readOpenRows } from "./liveCatalog/readLiveCatalog.ts";
import { findDrift } from "./drift.ts";
import { formatOf } from "./formatOf.ts";
import { dryRun, type DryRun } from "./dryRun.ts";
import { findInTheWay } from "./inTheWay/findInTheWay.ts";
import type { InTheWay } from "./inTheWay/inTheWay.ts";
import { goesUp, type PlanRequest } from "./plan.ts";
import type { RunProject } from "./project.ts";
import type { OnEvent } from "./events.ts";
import { answerQuery } from "./query.ts";
import type { Clock } from "./clock.ts";
import { plainFailure, RunError } from "./runError.ts";
import type { RunnerSettings, Selection } from "./runnerProtocol.ts";
import { ledgerStatus, runMigrations, underLock } from "./runner.ts";
import type { RunOutcome } from "./runner.ts";
import type { RunTarget } from "./runTarget.ts";
import { inOwnSession, openSession, type Session } from "./session.ts";
import type { LedgerStatus } from "./migrationStatus.ts";
import { settle } from "./unfinished/finish.ts";
import type { VerifyCalls } from "./verify/bench.ts";
import { waitingOf } from "./waitingOf.ts";
import { withScratch } from "./verify/withScratch.ts";
import { verifyProject } from "./verify/verify.ts";

export interface EngineOptions extends RunnerSettings {
  /** Milliseconds to wait for another runner; default ten seconds. */
  readonly lockLimit?: number;
  readonly onState?: (state: DatabaseState) => void;
  readonly clock?: Clock;
}

const labels: Readonly<Record<DatabaseKind, string>> = {
  embedded: "Embedded PostgreSQL",
  container: "Local container",
  server: "Server by URL",
};

const systemClock: Clock = { now: () => new Date(), uuid: () => randomUUID() };

/**
 * Everything that is done to a database, for the command line (in its own process) and for the runner process. One
 * database is selected at a time. Methods throw a DatabaseError or a RunError; `failureOf` puts either in words.
 */
export class RunEngine {
  private options: EngineOptions;
  private choice: Selection | undefined;
  /** Whether the settings have changed since what is selected was made. */
  private outdated = false;
  private database: Database | undefined;
  private facts: ConnectionFacts | undefined;
  private starting: Promise<ConnectionFacts> | undefined;
  private problem: string | undefined;
  private noContainer: string | undefined;

  constructor(options: EngineOptions) {
    this.options = options;
  }

  /** Asks the container engines too, so it may take a second. */
  async state(): Promise<DatabaseState> {
    this.noContainer = await findEngine(process.env).then(() => undefined, messageOf);
    return this.snapshot();
  }

  /** `auto`: a container where an engine answers, else the embedded PostgreSQL. */
  async select(choice: Selection): Promise<DatabaseState> {
    if (this.serves(choice)) return this.tell();
    await this.replace(choice, await this.create(choice));
    return this.tell();
  }

  /** Selects a database that answers. Where it does not, what was selected before stays. */
  async connect(choice: Selection, signal: AbortSignal, progress: Progress): Promise<DatabaseState> {
    const database = await this.create(choice);
    const facts = await database.start(signal, progress);
    await this.replace(choice, database);
    this.facts = facts;
    return this.tell();
  }

  /** Finds out whether what is selected runs already, and starts nothing. */
  async attach(signal: AbortSignal, progress: Progress): Promise<DatabaseState> {
    const { database } = this;
    if (database === undefined || this.starting !== undefined) return this.snapshot();
    try {
      const facts = await database.attach(signal, progress);
      if (this.database === database && facts !== undefined) this.facts = facts;
    } catch (error) {
      if (this.database === database) this.problem = messageOf(error);
    }
    return this.tell();
  }

  /** Takes the settings there are now. What runs goes on with those it was started with. */
  async configure(settings: RunnerSettings): Promise<DatabaseState> {
    const options = { ...this.options, ...settings };
    if (isDeepStrictEqual(options, this.options)) return this.snapshot();
    this.options = options;
    this.outdated = true;
    const { status } = this.database ?? {};
    if (status === "stopped" || status === "failed") await this.renew();
    return this.tell();
  }

  async start(signal: AbortSignal, progress: Progress): Promise<DatabaseState> {
    await this.ready(signal, progress);
    return this.snapshot();
  }

  async stop(): Promise<DatabaseState> {
    await this.attempt(async (database) => database.stop());
    this.facts = undefined;
    if (this.outdated) await this.renew();
    return this.tell();
  }

  /** Drops all data; the database is stopped afterwards. */
  async reset(): Promise<DatabaseState> {
    await this.attempt(async (database) => database.reset());
    this.facts = undefined;
    return this.tell();
  }

  async status(project: RunProject, signal: AbortSignal, looks = false): Promise<LedgerStatus> {
    if (formatById(project.format)?.runBy !== undefined) return { table: "", statuses: [] };
    return ledgerStatus(await this.target(project, signal), project, signal, looks);
  }

  async run(
    project: RunProject,
    params: RunParams,
    signal: AbortSignal,
    onProgress: (progress: RunProgress) => void,
    onEvent?: OnEvent,
  ): Promise<RunOutcome> {
    const progress: Progress = (message) => onProgress({ project: project.uri, message, done: 0, total: 0 });
    const outcome = await runMigrations(await this.target(project, signal, progress), project, params, {
      signal,
      onProgress,
      onEvent,
    });
    this.tell();
    return outcome;
  }

  /** Writes the ledger; runs something only to finish a migration. Gives what was done, as a sentence. */
  async repair(
    project: RunProject,
    action: RepairAction,
    version: string,
    signal: AbortSignal,
    onProgress: (progress: RunProgress) => void = () => undefined,
    onEvent?: OnEvent,
  ): Promise<string> {
    const calls = { signal, waiting: waitingOf(project, { onProgress, onEvent }), onEvent };
    return underLock(await this.target(project, signal), calls, (target, session, lock) =>
      settle(target, session, project, { action, version, lock, ...calls }),
    );
  }

  /** Fills rows in batches until all are done or it is told to pause; goes on where an earlier call ended. */
  async backfill(project: RunProject, work: BackfillWork, calls: BackfillCalls): Promise<BackfillProgress> {
    return this.inSession(await this.target(project, calls.signal), calls.signal, (target, session) =>
      runBackfill(target, session, work, calls),
    );
  }

  /** Tells a backfill to stop after its batch, whoever runs it; whether one is under way. */
  async pauseBackfill(project: RunProject, id: string, signal: AbortSignal): Promise<boolean> {
    return this.inSession(await this.target(project, signal), signal, ({ format }, { work }) =>
      new ProgressTable(work, format.ledger, format.id).pause(id, true),
    );
  }

  /** What `run` would send, without sending it; reads the ledger only. */
  async dryRun(project: RunProject, params: RunParams, signal: AbortSignal): Promise<DryRun> {
    const target = await this.target(project, signal);
    const status = await ledgerStatus(target, project, signal, goesUp(params));
    return dryRun(project, target.format, status, params);
  }

  /** In what the database differs from what its applied migrations make; reads only. */
  async drift(project: RunProject, signal: AbortSignal): Promise<DriftResult> {
    return findDrift(await this.target(project, signal), project, signal);
  }

  /** Whom a run of that kind would wait for now; reads only. */
  async inTheWay(project: RunProject, request: PlanRequest, signal: AbortSignal): Promise<InTheWay> {
    return findInTheWay(await this.target(project, signal), project, request, signal);
  }

  /** The database's schema as a file that `baseline` in the configuration accepts; reads only. */
  async schemaSnapshot(signal: AbortSignal): Promise<string> {
    const facts = await this.ready(signal, () => undefined);
    const options = { signal, waitLimit: this.lockLimit };
    const rows = await inOwnSession(this.selected(), facts, options, ({ work }) =>
      inSnapshot(work, () => readOpenRows(work)),
    );
    return writeSnapshot(rows);
  }

  /** Runs every migration up, down and up on a database made for it, beside the selected one; that one is left alone. */
  async verify(project: RunProject, calls: VerifyCalls): Promise<VerifyResult> {
    this.database ??= await this.create({ kind: "auto" });
    const format = formatOf(project);
    const folder = join(this.options.storagePath, "scratch");
    const { kind } = this.database;
    const host =
      kind === "embedded"
        ? { folder }
        : { database: this.database, facts: await this.ready(calls.signal, calls.onProgress) };
    return withScratch(host, calls, (scratch) =>
      verifyProject({ ...calls, scratch, format, project, clock: this.options.clock ?? systemClock }),
    );
  }

  /**
   * Runs what the user typed; gives the last statement's answer as text, with at most `limit` rows. With `explained` it is
   * one statement that is not run, and the answer its plan.
   */
  async query(sql: string, limit: number, signal: AbortSignal, explained = false): Promise<QueryResult> {
    const facts = await this.ready(signal, () => undefined);
    const database = this.selected();
    const session = await openSession(database, facts, { signal, waitLimit: this.lockLimit });
    try {
      return await answerQuery(session, { sql, limit, explained }, signal);
    } finally {
      await session.close();
      this.tell();
    }
  }

  /** Ends what must not outlive this process; data and containers stay. */
  async dispose(): Promise<void> {
    await this.database?.dispose();
    this.database = undefined;
  }

  private async inSession<T>(
    target: RunTarget,
    signal: AbortSignal,
    action: (target: RunTarget, session: Session) => Promise<T>,
  ): Promise<T> {
    const session = await openSession(target.database, target.facts, { signal, waitLimit: this.lockLimit });
    try {
      return await action(target, session);
    } finally {
      await session.close();
    }
  }

  private get lockLimit(): number {
    return this.options.lockLimit ?? 10_000;
  }

  private async target(
    project: RunProject,
    signal: AbortSignal,
    progress: Progress = () => undefined,
  ): Promise<RunTarget> {
    const format = formatOf(project);
    const facts = await this.ready(signal, progress);
    return {
      database: this.selected(),
      facts,
      format,
      lockLimit: this.lockLimit,
      clock: this.options.clock ?? systemClock,
    };
  }

  private async ready(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    this.database ??= await this.create({ kind: "auto" });
    const before = this.database.status;
    try {
      // Two requests at once share one start: a second process on one directory would only be turned away.
      this.starting ??= this.database.start(signal, progress).finally(() => (this.starting = undefined));
      if (before !== "ready") this.tell();
      this.facts = await this.starting;
      this.problem = undefined;
      return this.facts;
    } catch (error) {
      this.facts = undefined;
      this.problem = messageOf(error);
      throw error;
    } finally {
      if (before !== "ready" || this.facts === undefined) this.tell();
    }
  }

  private async replace(choice: Selection, database: Database): Promise<void> {
    await this.database?.dispose();
    // A start that was under way ends with the database it was for, and must not answer for the next one.
    await this.starting?.catch(() => undefined);
    this.facts = undefined;
    this.problem = undefined;
    this.choice = choice;
    this.outdated = false;
    this.database = database;
  }

  /** Makes what is selected anew, with the settings there are now. */
  private async renew(): Promise<void> {
    if (this.choice !== undefined) await this.replace(this.choice, await this.create(this.choice));
  }

  private async attempt(action: (database: Database) => Promise<void>): Promise<void> {
    this.database ??= await this.create({ kind: "auto" });
    try {
      await action(this.database);
      this.problem = undefined;
    } catch (error) {
      this.problem = messageOf(error);
      this.tell();
      throw error;
    }
  }

  /**
   * Whether that database is selected and ready, or about to be: an editor selects what it remembers while its user may
   * have started the same already, and must not stop that. A server's address may be another one.
   */
  private serves({ kind }: Selection): boolean {
    const { database } = this;
    if (database?.kind !== kind || kind === "server") return false;
    return database.status === "starting" || database.status === "ready";
  }

  private selected(): Database {
    if (this.database === undefined)
      throw new RunError(plainFailure("not-started", "No database is selected."));
    return this.database;
  }

  private async create(choice: Selection): Promise<Database> {
    const { kind } = choice;
    if (kind !== "auto") return makeDatabase({ ...choice, kind }, this.options);
    const { noContainer } = await this.state().then(() => this);
    return makeDatabase({ kind: noContainer === undefined ? "container" : "embedded" }, this.options);
  }

  private tell(): DatabaseState {
    const state = this.snapshot();
    this.options.onState?.(state);
    return state;
  }

  private snapshot(): DatabaseState {
    const kind = this.database?.kind ?? (this.noContainer === undefined ? "container" : "embedded");
    return {
      kind,
      status: this.database?.status ?? "none",
      description: this.describe(kind),
      problem: this.problem,
      choices: (["container", "embedded", "server"] as const).map((one) => ({
        kind: one,
        label: labels[one],
        ...(one === "container" && this.noContainer !== undefined ? { unavailable: this.noContainer } : {}),
      })),
    };
  }

  private describe(kind: DatabaseKind): string {
    if (this.database?.status !== "ready" || this.facts === undefined) return labels[kind];
    return `PostgreSQL ${this.facts.version} at ${this.facts.address}`;
  }
}
