import type { Client } from "pg";
import type { Ledger } from "../../formats/format.ts";

/*
 * How far each backfill has come, in a table of ours beside the ledger. A batch's row is written in the transaction that
 * changes its rows, so whatever moment the work ends at, what is written and what is done are the same.
 */

/** A key's values as PostgreSQL prints them. */
export type Key = readonly string[];

export interface ProgressRow {
  readonly definition: string;
  /** The last key that is done; undefined before the first batch. */
  readonly high: Key | undefined;
  /** The last key there was at the beginning. */
  readonly last: Key;
  readonly batches: number;
  readonly rows: number;
  readonly paused: boolean;
  readonly done: boolean;
}

/** Beside the ledger, in its schema. */
export function progressTable(ledger: Ledger): string {
  return ledger.table.replace(/[^.]+$/, "lockkeeper_backfill");
}

export class ProgressTable {
  readonly #client: Client;
  readonly #table: string;
  readonly #tool: string;

  constructor(client: Client, ledger: Ledger, tool: string) {
    this.#client = client;
    this.#table = progressTable(ledger);
    this.#tool = tool;
  }

  async create(): Promise<void> {
    if (await this.#isThere()) return;
    await this.#client.query(`CREATE TABLE IF NOT EXISTS ${this.#table} (
      tool text, id text, definition text NOT NULL, high text[], last text[] NOT NULL,
      batches bigint NOT NULL DEFAULT 0, rows bigint NOT NULL DEFAULT 0,
      paused boolean NOT NULL DEFAULT false, done boolean NOT NULL DEFAULT false,
      started_at timestamptz NOT NULL DEFAULT pg_catalog.now(), written_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
      PRIMARY KEY (tool, id))`);
  }

  async read(id: string): Promise<ProgressRow | undefined> {
    if (!(await this.#isThere())) return undefined;
    const { rows } = await this.#client.query<{
      definition: string;
      high: string[] | null;
      last: string[];
      batches: string;
      rows: string;
      paused: boolean;
      done: boolean;
    }>(
      `SELECT definition, high, last, batches, rows, paused, done FROM ${this.#table} WHERE tool = $1 AND id = $2`,
      [this.#tool, id],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return { ...row, high: row.high ?? undefined, batches: Number(row.batches), rows: Number(row.rows) };
  }

  /** Begins, in place of what stood there of other work. `last`: undefined where the table has no rows. */
  async begin(id: string, definition: string, last: Key | undefined): Promise<void> {
    await this.#client.query(
      `INSERT INTO ${this.#table} (tool, id, definition, last, done) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tool, id) DO UPDATE SET definition = excluded.definition, high = NULL, last = excluded.last,
         batches = 0, rows = 0, paused = false, done = excluded.done, started_at = pg_catalog.now()`,
      [this.#tool, id, definition, last ?? [], last === undefined],
    );
  }

  /** A batch is done; call it in the batch's transaction. */
  advance(id: string, high: Key, rows: number): Promise<void> {
    return this.#set(id, "high = $3, batches = batches + 1, rows = rows + $4", [high, rows]);
  }

  finish(id: string): Promise<void> {
    return this.#set(id, "done = true", []);
  }

  /** Whether there was one to be told. */
  async pause(id: string, paused: boolean): Promise<boolean> {
    const row = await this.read(id);
    if (row === undefined || row.done) return false;
    await this.#set(id, "paused = $3", [paused]);
    return true;
  }

  async #set(id: string, assignments: string, values: readonly unknown[]): Promise<void> {
    await this.#client.query(
      `UPDATE ${this.#table} SET ${assignments}, written_at = pg_catalog.now() WHERE tool = $1 AND id = $2`,
      [this.#tool, id, ...values],
    );
  }

  async #isThere(): Promise<boolean> {
    const { rows } = await this.#client.query<{ found: boolean }>(
      "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS found",
      [this.#table],
    );
    return rows[0]?.found === true;
  }
}
