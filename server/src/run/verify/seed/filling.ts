import pg, { escapeIdentifier, escapeLiteral, type Client } from "pg";
import { messageOf } from "../../databases/databaseError.ts";
import { candidatesFor } from "./candidates.ts";
import type { Check, Reference, SeedColumn, SeedTable } from "./tables.ts";
import { valueOf } from "./values.ts";

/** Numbers that migrations hardly use themselves, and that the smallest integer holds. */
const first = 9001;
const attempts = 150;

/** One row of one table: written as it is first thought of, then changed where the server says why it refuses it. */
export class Filling {
  readonly #client: Client;
  readonly #table: SeedTable;
  readonly #row: number;
  /** Text that the server reads as the column's type; null for NULL. */
  readonly #values = new Map<string, string | null>();
  /** Columns that a check or a reference has decided. */
  readonly #decided = new Set<string>();
  #number: number;
  #skipped = 0;
  #chance = 1;
  /** The checks that values were chosen for last. */
  #failed: readonly Check[] = [];

  constructor(client: Client, table: SeedTable, row: number) {
    this.#client = client;
    this.#table = table;
    this.#row = row;
    this.#number = first + row;
  }

  /** Undefined once the row is there, else why the server refuses it. */
  async run(): Promise<string | undefined> {
    this.#assign();
    await this.#refer();
    let why = "";
    for (let attempt = 0; attempt < attempts; attempt++) {
      const error = await this.#insert();
      if (error === undefined) return undefined;
      why = messageOf(error);
      if (!(error instanceof pg.DatabaseError) || !(await this.#changed(error))) return why;
    }
    return why;
  }

  #assign(): void {
    for (const { name, type } of this.#table.columns)
      if (!this.#decided.has(name)) this.#values.set(name, valueOf(type, this.#number) ?? null);
  }

  /** Takes the keys of rows that are there; a row may refer to itself. */
  async #refer(): Promise<void> {
    for (const reference of this.#table.references) {
      const found = await this.#referredRow(reference);
      reference.columns.forEach((column, position) => {
        const own =
          reference.table === this.#table.oid ? this.#values.get(reference.to[position] ?? "") : null;
        this.#values.set(column, found === undefined ? (own ?? null) : (found[position] ?? null));
        this.#decided.add(column);
      });
    }
  }

  async #referredRow({ table, to }: Reference): Promise<readonly (string | null)[] | undefined> {
    const keys = to.map((name) => `${escapeIdentifier(name)}::text`).join(", ");
    const { rows } = await this.#client.query<{ name: string }>("SELECT $1::oid::regclass::text AS name", [
      table,
    ]);
    const offset = this.#row + this.#skipped;
    const found = await this.#client.query<{ keys: (string | null)[] }>(
      `SELECT ARRAY[${keys}] AS keys FROM ${rows[0]?.name ?? ""} ORDER BY 1
        OFFSET ${offset} % greatest((SELECT count(*) FROM ${rows[0]?.name ?? ""}), 1) LIMIT 1`,
    );
    return found.rows[0]?.keys;
  }

  async #insert(): Promise<unknown> {
    const names = [...this.#values.keys()].map(escapeIdentifier);
    const values = [...this.#values.values()].map((value) =>
      value === null ? "NULL" : escapeLiteral(value),
    );
    const row = names.length === 0 ? "DEFAULT VALUES" : `(${names.join(", ")}) VALUES (${values.join(", ")})`;
    try {
      await this.#client.query(`INSERT INTO ${this.#table.sql} ${row}`);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  /** Whether there is something else to try after that error. */
  async #changed({ code, constraint, column }: pg.DatabaseError): Promise<boolean> {
    switch (code) {
      // Another row has that key, or that range.
      case "23505":
      case "23P01":
        this.#number += 1;
        this.#skipped += 1;
        // What a check was content with may be what is taken.
        this.#decided.clear();
        this.#assign();
        await this.#refer();
        return true;
      case "23503":
        this.#skipped += 1;
        await this.#refer();
        return this.#skipped < 20;
      case "23514":
        return this.#satisfy(this.#table.checks.filter(({ name }) => name === (constraint ?? "")));
      case "23502":
        return column !== undefined && this.#replace(column);
      default:
        // What was chosen for a check is none of the type's values.
        return code?.startsWith("22") === true && this.#satisfy(this.#failed);
    }
  }

  /** Chooses anew for the columns of the check that failed, sometimes for one alone: others may have been right already. */
  #satisfy(checks: readonly Check[]): boolean {
    this.#failed = checks;
    let any = false;
    for (const { columns, literals } of checks) {
      const one = columns[this.#next(columns.length)];
      const alone = this.#next(2) === 0;
      for (const column of this.#table.columns) {
        if (!columns.includes(column.name)) continue;
        any = true;
        if (alone && column.name !== one) continue;
        this.#choose(column, literals);
      }
    }
    return any;
  }

  #choose(column: SeedColumn, literals: readonly string[]): void {
    const candidates = candidatesFor(column, literals, this.#number);
    const value = candidates[this.#next(candidates.length)];
    if (value === undefined) return;
    this.#values.set(column.name, value);
    this.#decided.add(column.name);
  }

  /** A column that must not be NULL and for whose type no value is known. */
  #replace(name: string): boolean {
    const column = this.#table.columns.find((each) => each.name === name);
    if (column === undefined || this.#decided.has(name) || this.#values.get(name) !== null) return false;
    this.#values.set(name, String(this.#number));
    this.#decided.add(name);
    return true;
  }

  /** The same numbers in each run: what is found once is found again. */
  #next(below: number): number {
    this.#chance = (this.#chance * 48271) % 2147483647;
    return below <= 0 ? 0 : this.#chance % below;
  }
}
