import type { Client } from "pg";
import { codeOf } from "../databases/databaseError.ts";
import { plainFailure, RunError } from "../runError.ts";
import type { RunTarget } from "../runTarget.ts";
import { serverMessage } from "../serverMessage.ts";
import type { Session } from "../session.ts";
import { sleep } from "../sleep.ts";
import type { BackfillLimits, BackfillProgress, BackfillWork } from "./backfillWork.ts";
import { ProgressTable, type Key } from "./progressTable.ts";
import { replicaLag } from "./replicaLag.ts";

export interface BackfillCalls {
  readonly limits: BackfillLimits;
  /** Aborted: the batch under way is finished, and then it pauses. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackfillProgress) => void;
}

/**
 * Fills what is not filled yet, batch by batch, each with its own commit, and goes on where an earlier run ended,
 * however that did. Ends when all rows are done that were there at the beginning, or when it is told to pause. Throws a
 * RunError with the keys of the batch that failed; what was done before stays done.
 */
export async function runBackfill(
  target: RunTarget,
  session: Session,
  work: BackfillWork,
  calls: BackfillCalls,
): Promise<BackfillProgress> {
  return new Backfill(target, session, work, calls).run();
}

/** Of a row that somebody holds, and of a deadlock: the batch gives way and is tried again. */
const givesWay = new Set(["55P03", "40P01"]);

class Backfill {
  readonly #client: Client;
  readonly #work: BackfillWork;
  readonly #calls: BackfillCalls;
  readonly #table: ProgressTable;
  #batches = 0;
  #rows = 0;
  #estimate: number | undefined;
  #askedForLag = 0;

  constructor({ format }: RunTarget, { work: client }: Session, work: BackfillWork, calls: BackfillCalls) {
    this.#client = client;
    this.#work = work;
    this.#calls = calls;
    this.#table = new ProgressTable(client, format.ledger, format.id);
  }

  async run(): Promise<BackfillProgress> {
    const { id, table } = this.#work;
    await this.#alone();
    // Keys are written down as text, and read again by another session.
    await this.#client.query(
      "SET DateStyle = ISO; SET IntervalStyle = postgres; SET TimeZone = UTC; SET extra_float_digits = 1",
    );
    await this.#table.create();
    await this.#begin();
    await this.#table.pause(id, false);
    this.#estimate = await estimateOf(this.#client, table);
    const done = await this.#walk();
    if (done) await this.#table.finish(id);
    return this.#tell(done ? "done" : "paused");
  }

  /** The lock ends with the session, so it lives as long as the last statement does. */
  async #alone(): Promise<void> {
    const { rows } = await this.#client.query<{ mine: boolean }>(
      "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended($1, 0)) AS mine",
      [`lockkeeper backfill ${this.#work.id}`],
    );
    if (rows[0]?.mine === true) return;
    throw new RunError(
      plainFailure(
        "locked-by-another-runner",
        `${this.#work.id}: another lockkeeper is filling this now. It can be told to stop with --pause.`,
      ),
    );
  }

  async #begin(): Promise<void> {
    const { id, definition, last } = this.#work;
    const known = await this.#table.read(id);
    if (known?.definition === definition) {
      this.#batches = known.batches;
      this.#rows = known.rows;
      return;
    }
    await this.#table.begin(id, definition, await this.#key(last, []));
  }

  /** Whether all is done; false where it pauses. */
  async #walk(): Promise<boolean> {
    for (;;) {
      const started = Date.now();
      const known = await this.#table.read(this.#work.id);
      if (known === undefined || known.done) return true;
      if (known.paused || this.#calls.signal.aborted) return false;
      const low =
        known.high === undefined
          ? await this.#key(this.#work.first, [])
          : await this.#key(this.#work.next, [...known.high, ...known.last]);
      if (low === undefined) return true;
      const changed = await this.#batch(low);
      if (changed === undefined) return false;
      this.#batches += 1;
      this.#rows += changed;
      this.#tell("running");
      await this.#throttle(changed, Date.now() - started);
      if (!(await this.#replicasFollow())) return false;
    }
  }

  /** The rows that it changed; undefined where it was told to pause while others held its rows. */
  async #batch(low: Key): Promise<number | undefined> {
    const { mostTries, id } = this.#work;
    for (let tries = 0; ; tries += 1) {
      let high = low;
      try {
        await this.#client.query(`BEGIN; ${this.#work.settings.map((each) => `SELECT ${each};`).join(" ")}`);
        high = (await this.#key(this.#work.pageEnd, low)) ?? low;
        const { rowCount } = await this.#client.query(this.#work.change, [...low, ...high]);
        await this.#table.advance(id, high, rowCount ?? 0);
        await this.#client.query("COMMIT");
        return rowCount ?? 0;
      } catch (error) {
        await this.#client.query("ROLLBACK").catch(() => undefined);
        if (!givesWay.has(codeOf(error) ?? "") || tries >= mostTries) throw this.#failed(error, low, high);
        if (tries === 20)
          this.#tell(
            "running",
            `Waits for rows from (${low.join(", ")}) to (${high.join(", ")}), which another transaction holds`,
          );
        await sleep(100, this.#calls.signal);
        if (this.#calls.signal.aborted) return undefined;
      }
    }
  }

  #failed(error: unknown, low: Key, high: Key): RunError {
    const { id, table } = this.#work;
    const code = codeOf(error) ?? "connection-lost";
    const message = `${id}: ${table}, rows from (${low.join(", ")}) to (${high.join(", ")}): ${serverMessage(error)} ${this.#rows} rows are done and stay so; run it again to go on.`;
    return new RunError(plainFailure(code, message), error);
  }

  async #throttle(changed: number, took: number): Promise<void> {
    const { rate } = this.#calls.limits;
    const due = rate === undefined ? 0 : (changed / rate) * 1000 - took;
    await sleep(Math.max(changed === 0 ? 0 : this.#work.delay, due, 0), this.#calls.signal);
  }

  /** Waits while a replica is behind; false where it is told to pause meanwhile. Asks once a second at most. */
  async #replicasFollow(): Promise<boolean> {
    const { maxLag, lagPatience } = this.#calls.limits;
    if (Date.now() - this.#askedForLag < 1000) return true;
    for (let waited = 0; ; waited += 1) {
      this.#askedForLag = Date.now();
      const lag = await replicaLag(this.#client);
      if (lag <= maxLag) return true;
      if (waited >= lagPatience)
        throw new RunError(
          plainFailure(
            "replica-lag",
            `${this.#work.id}: a replica has been more than ${maxLag} s behind for ${lagPatience} s. ${this.#rows} rows are done and stay so; run it again once the replicas follow.`,
          ),
        );
      if (waited === 0) this.#tell("running", `Waits for a replica that is ${lag.toFixed(0)} s behind`);
      await sleep(1000, this.#calls.signal);
      if (this.#calls.signal.aborted) return false;
    }
  }

  /** One key, its values as text. */
  async #key(text: string, values: Key): Promise<Key | undefined> {
    const { rows } = await this.#client.query<string[]>({
      text,
      values: [...values],
      rowMode: "array",
      types: { getTypeParser: () => (value: string) => value },
    });
    return rows[0];
  }

  #tell(state: BackfillProgress["state"], message?: string): BackfillProgress {
    const { id, table } = this.#work;
    const progress = {
      id,
      table,
      state,
      batches: this.#batches,
      rows: this.#rows,
      estimate: this.#estimate,
      ...(message === undefined ? {} : { message }),
    };
    this.#calls.onProgress(progress);
    return progress;
  }
}

/** As ANALYZE or VACUUM last left it. */
export async function estimateOf(client: Client, table: string): Promise<number | undefined> {
  const { rows } = await client.query<{ rows: number | null }>(
    "SELECT reltuples::float8 AS rows FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)",
    [table],
  );
  const [found] = rows;
  return found?.rows === null || found === undefined || found.rows < 1 ? undefined : Math.round(found.rows);
}
