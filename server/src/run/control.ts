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
  /** A new connection that is being made; whoever finds the old one gone shares it. */
  #opening: Promise<Client> | undefined;
  /** Settles with the query that was asked last: those who watch, cancel and keep the journal take turns. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(open: () => Promise<Client>, client: Client) {
    this.#open = open;
    this.#client = client;
  }

  static async connect(open: () => Promise<Client>): Promise<Control> {
    return new Control(open, await open());
  }

  query<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<QueryResult<R>> {
    const answer = this.#turn.then(() => this.#ask<R>(text, values));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async #ask<R extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<QueryResult<R>> {
    const client = this.#client;
    try {
      return await client.query<R>(text, [...values]);
    } catch (error) {
      if (this.#ended || !isConnectionLoss(error)) throw error;
      if (client === this.#client) await this.#reopen(client);
      return this.#client.query<R>(text, [...values]);
    }
  }

  async #reopen(lost: Client): Promise<void> {
    void lost.end().catch(() => undefined);
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    this.#client = await this.#opening;
    // The run may have ended meanwhile, and an open connection would keep the process from ending.
    if (this.#ended) await this.end();
  }

  /** From now on nothing is asked, and nothing is opened again. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#client.end().catch(() => undefined);
  }
}
