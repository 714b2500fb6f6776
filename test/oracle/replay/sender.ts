import type { Client } from "pg";
import { isTable } from "../../../server/src/catalog/relations.ts";
import { observe, takeBaseline } from "../../../server/src/run/observe.ts";
import type { Baseline } from "../../../server/src/run/observe.ts";
import { NotHeldUp, observeBlocked } from "../../../server/src/run/observe/blocked.ts";
import { runListening } from "../../../server/src/run/observe/listen.ts";
import type { Seen } from "../../../server/src/run/observe/compareEntry.ts";
import type { Observation } from "../../../server/src/run/observe/observation.ts";
import type { TimelineEntry } from "../../../server/src/timeline/entry.ts";
import { isTransactionCommand } from "../../../server/src/timeline/transaction.ts";
import type { Database } from "../../support/servers.ts";

/**
 * Sends the statements of one project to one database over one connection, in transactions as the timeline has
 * them, and watches each.
 */
export class Sender {
  readonly #database: Database;
  readonly #client: Client;
  /** Of the transaction that is open now. */
  #baseline: Baseline | undefined;

  constructor(database: Database, client: Client) {
    this.#database = database;
    this.#client = client;
  }

  /**
   * Sends a statement, as `sql` where its own text is not what goes to the server. One that stands alone is rolled back
   * where `keeps` does not want it.
   */
  async send(
    entry: TimelineEntry,
    sql = entry.statement.text,
    keeps: (seen: Seen) => boolean = () => true,
  ): Promise<Seen> {
    if (isTransactionCommand(entry.statement)) return this.#command(entry, sql);
    if (!entry.transaction.open) return this.#alone(entry, sql, keeps);
    await this.#begin();
    return isSetting(entry) ? this.#unwatched(sql) : this.#watch(sql);
  }

  /** Ends the section's transaction, if one is open. */
  async end(how: "COMMIT" | "ROLLBACK"): Promise<Observation["error"]> {
    if (this.#baseline === undefined) return undefined;
    this.#baseline = undefined;
    const heard = await runListening(this.#client, how);
    return "error" in heard ? heard.error : undefined;
  }

  async #begin(): Promise<void> {
    if (this.#baseline !== undefined) return;
    // Before BEGIN, since some settings must come before a transaction's first query.
    this.#baseline = await takeBaseline(this.#client);
    await this.#client.query("BEGIN");
  }

  async #unwatched(sql: string): Promise<Seen> {
    const heard = await runListening(this.#client, sql);
    return { watched: false, error: "error" in heard ? heard.error : undefined };
  }

  /** BEGIN, COMMIT and the like, which the file itself holds. */
  async #command(entry: TimelineEntry, sql: string): Promise<Seen> {
    if (entry.transaction.open) await this.#begin();
    const baseline = this.#baseline ?? (await takeBaseline(this.#client));
    const heard = await runListening(this.#client, sql);
    const ends = "commands" in heard && /^(COMMIT|ROLLBACK|PREPARE)$/.test(heard.commands[0] ?? "");
    this.#baseline = ends && !/\bTO\b/i.test(sql) ? undefined : baseline;
    return { watched: false, error: "error" in heard ? heard.error : undefined };
  }

  /** A statement in autocommit: in a transaction of its own, so that it can be watched, unless it refuses one. */
  async #alone(entry: TimelineEntry, sql: string, keeps: (seen: Seen) => boolean): Promise<Seen> {
    await this.#begin();
    const seen = await this.#watch(sql);
    const { observation } = seen;
    const commits = observation.error === undefined && keeps(seen);
    const error = await this.end(commits ? "COMMIT" : "ROLLBACK");
    if (observation.error?.sqlstate === "25001") return this.#heldUp(entry, sql);
    return {
      watched: true,
      observation: error === undefined ? observation : { ...observation, error },
    };
  }

  async #watch(sql: string): Promise<Extract<Seen, { watched: true }>> {
    return { watched: true, observation: await observe(this.#client, sql, this.#baseline) };
  }

  /** A statement that refuses a transaction waits for a lock on the table it works on, and is watched meanwhile. */
  async #heldUp(entry: TimelineEntry, sql: string): Promise<Seen> {
    const table = entry.effects.locks.find(({ relation }) => {
      const known = entry.before.get("relation", relation.id);
      // Another session cannot reach a temporary table.
      return isTable(known) && known.persistence !== "temporary";
    });
    if (table === undefined) {
      const heard = await runListening(this.#client, sql);
      return { watched: false, error: "error" in heard ? heard.error : undefined };
    }
    const mode = /\bconcurrently\b/i.test(sql) ? "ROW EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE";
    const blocker = await this.#database.connect();
    const watcher = await this.#database.connect();
    const [schema = "", ...name] = table.relation.name.split(".");
    const quoted = [schema, name.join(".")].map((part) => blocker.escapeIdentifier(part)).join(".");
    await blocker.query(`BEGIN; LOCK TABLE ${quoted} IN ${mode} MODE`);
    const release = async (): Promise<void> => {
      await blocker.query("ROLLBACK");
    };
    try {
      const observation = await observeBlocked(this.#client, watcher, sql, [{ release }]);
      return { watched: true, observation, heldUp: true };
    } catch (error) {
      // It ran to its end without a wait, e.g. where there is nothing to rebuild: nothing of it was seen.
      if (error instanceof NotHeldUp) return { watched: false, error: undefined };
      throw error;
    } finally {
      await Promise.all([blocker.end(), watcher.end()]);
    }
  }
}

/** SET locks nothing that could be watched, and watching is a query, which SET TRANSACTION must come before. */
function isSetting({ statement }: TimelineEntry): boolean {
  return statement.node !== undefined && "VariableSetStmt" in statement.node;
}
