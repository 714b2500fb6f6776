import type pg from "pg";

/** A version of the application at work: it knows one name of the column and writes through it alone. */
export interface ApplicationOptions {
  readonly table: string;
  readonly column: string;
  /** What the values are marked with. */
  readonly mark: string;
  /** First key of the rows that it inserts. */
  readonly from: number;
  /** Rows that others do not touch: `[first, last]`. */
  readonly own: readonly [number, number];
}

/** What an application did until it was stopped. */
export interface Work {
  /** The value that each of its rows must have now. */
  readonly expected: ReadonlyMap<number, string | null>;
  readonly errors: readonly string[];
  readonly writes: number;
  /** Milliseconds. */
  readonly longest: number;
}

/**
 * As many say what is wrong. On a closed connection each statement fails at once, without a turn of the event loop in
 * between: nobody could stop an application that went on.
 */
export const mostErrors = 20;

/** Writes without a pause: inserts, updates, sets NULL, upserts, and reads back what it wrote. */
export class Application {
  readonly #client: pg.Client;
  readonly #options: ApplicationOptions;
  readonly #expected = new Map<number, string | null>();
  readonly #errors: string[] = [];
  #writes = 0;
  #longest = 0;
  #stopped = false;
  readonly #running: Promise<void>;

  constructor(client: pg.Client, options: ApplicationOptions) {
    this.#client = client;
    this.#options = options;
    this.#running = this.#run();
  }

  async stop(): Promise<Work> {
    this.#stopped = true;
    await this.#running;
    return {
      expected: this.#expected,
      errors: this.#errors,
      writes: this.#writes,
      longest: this.#longest,
    };
  }

  async #run(): Promise<void> {
    const { from, own, mark } = this.#options;
    for (let turn = 0; !this.#stopped && this.#errors.length < mostErrors; turn++) {
      const value = `${mark} ${turn}`;
      const id = own[0] + ((turn * 7919) % (own[1] - own[0] + 1));
      await this.#insert(from + turn, turn % 5 === 0 ? null : value);
      await this.#update(id, turn % 3 === 0 ? null : value);
      await this.#check(id);
    }
  }

  async #insert(id: number, value: string | null): Promise<void> {
    const { table, column } = this.#options;
    await this.#query(`INSERT INTO ${table} (id, ${column}) VALUES ($1, $2)`, [id, value]);
    this.#expected.set(id, value);
  }

  async #update(id: number, value: string | null): Promise<void> {
    const { table, column } = this.#options;
    await this.#query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, value]);
    this.#expected.set(id, value);
  }

  async #check(id: number): Promise<void> {
    const { table, column } = this.#options;
    const rows = await this.#query(`SELECT ${column} AS value FROM ${table} WHERE id = $1`, [id]);
    if (rows[0]?.value !== this.#expected.get(id)) this.#errors.push(`row ${id} reads ${rows[0]?.value}`);
  }

  async #query(
    sql: string,
    values: readonly (string | number | null)[],
  ): Promise<readonly { readonly value?: string | null }[]> {
    const started = performance.now();
    try {
      const { rows } = await this.#client.query<{ value?: string | null }>(sql, [...values]);
      this.#writes++;
      return rows;
    } catch (error) {
      this.#errors.push(`${sql}: ${String(error)}`);
      return [];
    } finally {
      this.#longest = Math.max(this.#longest, performance.now() - started);
    }
  }
}
