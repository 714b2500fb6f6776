import type { Format, Migration } from "../../formats/format.ts";
import { loadGrammar } from "../../disk/loadGrammar.ts";
import type { RunFailure } from "../../protocol.ts";
import type { VerifiedMigration } from "../../protocol/verify.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { progressTable } from "../backfill/progressTable.ts";
import { journalTable } from "../journal.ts";
import { createLedger } from "../ledger.ts";
import type { RunProject } from "../project.ts";
import type { Clock } from "../clock.ts";
import { plainFailure, RunError } from "../runError.ts";
import { runMigrations } from "../runner.ts";
import { cancelledBy, openSession, type Session } from "../session.ts";
import { loadBaseline } from "./baseline.ts";
import { refuseClusterWide } from "./clusterWide.ts";
import { readTables, type TableRows } from "./rows.ts";
import type { Scratch } from "./scratch.ts";
import { fillTables, type Filled } from "./seed/fill.ts";
import { namesOf, readState, type State } from "./state.ts";

export interface VerifyCalls {
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
  /** Called with each verdict as soon as it is known. */
  readonly onVerified?: (migration: VerifiedMigration) => void;
  /** The versions of those that are of interest; all where absent. Those before them are only applied. */
  readonly only?: ReadonlySet<string>;
}

export interface BenchOptions extends VerifyCalls {
  readonly scratch: Scratch;
  readonly format: Format;
  readonly project: RunProject;
  readonly clock: Clock;
}

/** What can be done to a scratch database: run migrations as their tool does, write rows, look, begin anew. */
export class Bench {
  readonly options: BenchOptions;
  readonly grammar: Grammar;
  /** Of all that was written into, the tables that took no row. */
  readonly unfilled = new Map<string, string>();
  notes: readonly string[] = [];

  private constructor(options: BenchOptions, grammar: Grammar) {
    this.options = options;
    this.grammar = grammar;
  }

  /** A database with what comes before the first migration. */
  static async open(options: BenchOptions): Promise<Bench> {
    const grammar = await loadGrammar();
    if (options.scratch.shared) refuseClusterWide(options.project, grammar);
    const bench = new Bench(options, grammar);
    await bench.#begin();
    return bench;
  }

  /** As its tool runs it; what failed, if it did. Throws where the whole is cancelled. */
  async run(command: "up" | "down", migration?: Migration): Promise<RunFailure | undefined> {
    const { scratch, format, project, clock, signal } = this.options;
    const target = { database: scratch.database, facts: scratch.facts, format, lockLimit: 10_000, clock };
    const whole = command === "up" && migration !== undefined;
    const { failure } = await runMigrations(
      target,
      project,
      {
        project: project.uri,
        command: whole ? "upTo" : command,
        ...(whole ? { version: migration.version } : {}),
      },
      { signal, onProgress: () => undefined },
    );
    if (signal.aborted) throw cancelled();
    return failure;
  }

  async look(): Promise<State> {
    return this.#inSession(({ work }) => readState(work, this.grammar, this.#ours()));
  }

  /** The rows alone. */
  async rows(): Promise<readonly TableRows[]> {
    return this.#inSession(async ({ work }) => readTables(work, await namesOf(work, this.#ours())));
  }

  /** Rows for tables that have none, and one more for those that changed. */
  async fill(more?: ReadonlySet<string>): Promise<Filled> {
    const filled = await this.#inSession(async ({ work }) =>
      fillTables(work, await namesOf(work, this.#ours()), more),
    );
    for (const { table, why } of filled.unfilled) this.unfilled.set(table, why);
    return filled;
  }

  /** Begins anew with the migrations up to that one applied, and no rows but their own. */
  async rebuild(last: Migration | undefined): Promise<void> {
    const { scratch, signal } = this.options;
    await scratch.reset(signal);
    await this.#begin();
    const failure = last === undefined ? undefined : await this.run("up", last);
    if (failure !== undefined) throw new RunError(failure);
  }

  /** Anew, with that one and all before it applied and rows in every table; undefined where they cannot be applied. */
  async at(last: Migration | undefined): Promise<State | undefined> {
    try {
      await this.rebuild(last);
    } catch (error) {
      if (this.options.signal.aborted || !(error instanceof RunError)) throw error;
      return undefined;
    }
    await this.fill();
    return this.look();
  }

  async #begin(): Promise<void> {
    const { project, format } = this.options;
    await this.#inSession(async ({ work }) => {
      this.notes = await loadBaseline(work, project);
      await createLedger(work, format.ledger);
    });
  }

  #ours(): readonly string[] {
    const { ledger } = this.options.format;
    return [ledger.table, journalTable(ledger), progressTable(ledger)];
  }

  async #inSession<T>(action: (session: Session) => Promise<T>): Promise<T> {
    const { scratch, signal } = this.options;
    const session = await openSession(scratch.database, scratch.facts, { signal, waitLimit: 10_000 });
    try {
      return await cancelledBy(signal, session, () => action(session));
    } catch (error) {
      throw signal.aborted ? cancelled() : error;
    } finally {
      await session.close();
    }
  }
}

function cancelled(): RunError {
  return new RunError(plainFailure("cancelled", "Cancelled. The scratch database is removed."));
}
