import type { Client, QueryResult, QueryResultRow } from "pg";
import { isConnectionLoss } from "./serverMessage.ts";

/**
 * The second connection of a run, which watches and cancels. It is idle most of the time, and what is idle gets cut
 * by firewalls and administrators; nothing hangs on it that a new connection cannot do, so it is opened again.
 */
export class Control {
  readonly #open: () => Promise<Client>;
  #client: Client;
  #ended = false;

  private constructor(open: () => Promise<Client>, client: Client) {
    this.#open = open;
    this.#client = client;
  }

  static async connect(open: () => Promise<Client>): Promise<Control> {
    return new Control(open, await open());
  }

  async query<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<QueryResult<R>> {
    try {
      return await this.#client.query<R>(text, [...values]);
    } catch (error) {
      if (this.#ended || !isConnectionLoss(error)) throw error;
      this.#ended = true;
      await this.#client.end().catch(() => undefined);
      this.#client = await this.#open();
      return this.#client.query<R>(text, [...values]);
    }
  }

  async end(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}
