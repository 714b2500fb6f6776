import type pg from "pg";

/** What a version of the application sends. `$1` is the key of a row, `$2` a text that says what it holds then. */
export interface Statements {
  readonly insert: string;
  readonly update: string;
  readonly upsert: string;
  readonly remove: string;
  /** All rows as the version sees them: `key` and the text `value`. */
  readonly rows: string;
  /** What the plan says a statement may fail of for a while, so that the version tries again. */
  readonly triesAgain?: RegExp;
}

/** Keys of rows that nobody else writes: `[first, last]`, and those from `fresh` on, which it inserts. */
export interface OwnRows {
  readonly there: readonly [number, number];
  readonly fresh: number;
}

/** What rows hold by their keys; `null` are those that were removed. */
export type Held = ReadonlyMap<number, string | null>;

/** What a version did until it was stopped. */
export interface Work {
  readonly held: Held;
  readonly errors: readonly string[];
  readonly writes: number;
  /** Milliseconds that the longest of its statements took. */
  readonly longest: number;
}

/** Rows that all versions write at the same time. */
export const contended = 5;

/**
 * As many say what is wrong. On a closed connection each statement fails at once, without a turn of the event loop in
 * between: nobody could stop a version that went on.
 */
export const mostErrors = 20;
/** A client that is told to try again gives up at last. */
const mostTries = 5;

/** A version at work: it inserts, updates, upserts, removes, and reads back what it wrote, without a pause. */
export class Version {
  readonly #client: pg.Client;
  readonly #statements: Statements;
  readonly #own: OwnRows;
  readonly #held = new Map<number, string | null>();
  readonly #errors: string[] = [];
  readonly #running: Promise<void>;
  #writes = 0;
  #longest = 0;
  #stopped = false;

  constructor(client: pg.Client, statements: Statements, own: OwnRows) {
    this.#client = client;
    this.#statements = statements;
    this.#own = own;
    this.#running = this.#run();
  }

  async stop(): Promise<Work> {
    this.#stopped = true;
    await this.#running;
    return { held: this.#held, errors: this.#errors, writes: this.#writes, longest: this.#longest };
  }

  async #run(): Promise<void> {
    const { there, fresh } = this.#own;
    const { insert, update, upsert, remove } = this.#statements;
    const many = there[1] - there[0] + 1;
    for (let turn = 0; !this.#stopped && this.#errors.length < mostErrors; turn++) {
      const value = `v${fresh} t${turn}`;
      const [one, other] = [there[0] + ((turn * 7919) % many), there[0] + ((turn * 104_729 + 1) % many)];
      await this.#write(insert, fresh + 2 * turn, value);
      await this.#write(update, one, value);
      await this.#write(upsert, turn % 2 === 0 ? other : fresh + 2 * turn + 1, `${value}u`);
      if (turn % 3 === 0) await this.#write(remove, fresh + 2 * turn, null);
      await this.#query(upsert, [1 + (turn % contended), value]);
      await this.#check(one);
      await this.#check(other);
    }
  }

  async #write(sql: string, key: number, value: string | null): Promise<void> {
    const done = await this.#query(sql, value === null ? [key] : [key, value]);
    if (done === undefined) return;
    this.#writes++;
    this.#held.set(key, value);
  }

  async #check(key: number): Promise<void> {
    const wanted = this.#held.get(key);
    if (wanted === undefined) return;
    const rows = await this.#query(`SELECT value FROM (${this.#statements.rows}) AS seen WHERE key = $1`, [
      key,
    ]);
    const found = rows?.[0]?.value ?? null;
    if (rows !== undefined && found !== wanted)
      this.#errors.push(`row ${key} reads ${found}, and was written ${wanted}`);
  }

  async #query(
    sql: string,
    values: readonly (string | number)[],
  ): Promise<readonly { readonly value?: string | null }[] | undefined> {
    const started = performance.now();
    try {
      const { rows } = await this.#untilThrough(sql, values);
      return rows;
    } catch (error) {
      this.#errors.push(`${sql} [${values.join(", ")}]: ${String(error)}`);
      return undefined;
    } finally {
      this.#longest = Math.max(this.#longest, performance.now() - started);
    }
  }

  async #untilThrough(
    sql: string,
    values: readonly (string | number)[],
  ): Promise<pg.QueryResult<{ value?: string | null }>> {
    const { triesAgain } = this.#statements;
    for (let tries = 1; ; tries++)
      try {
        return await this.#client.query<{ value?: string | null }>(sql, [...values]);
      } catch (error) {
        if (triesAgain?.test(String(error)) !== true || tries === mostTries) throw error;
      }
  }
}

/** Rows that a version does not see as they were written. */
export async function lost(client: pg.Client, { rows }: Statements, held: Held): Promise<readonly string[]> {
  const { rows: found } = await client.query<{ key: string | number; value: string | null }>(
    `SELECT key, value FROM (${rows}) AS seen`,
  );
  const values = new Map(found.map(({ key, value }) => [Number(key), value]));
  return [...held]
    .filter(([key, value]) => (values.get(key) ?? null) !== value)
    .map(([key, value]) => `row ${key} holds ${values.get(key) ?? null}, and was written ${value}`)
    .slice(0, 5);
}
