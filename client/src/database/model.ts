import * as vscode from "vscode";
import {
  databaseAttach,
  databaseChanged,
  databaseConnect,
  databaseProgress,
  databaseQuery,
  databaseReset,
  databaseSelect,
  databaseStart,
  databaseStateRequest,
  databaseStop,
} from "../../../server/src/protocol.ts";
import type { DatabaseChoice, DatabaseState, QueryResult, Reply } from "../../../server/src/protocol.ts";
import { setContext } from "../contexts.ts";
import type { LanguageServer } from "../languageClient.ts";

/** The most rows a query brings back. */
const rowLimit = 1000;

/** The database that migrations run on, as the server last described it. */
export class DatabaseModel implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #state: DatabaseState | undefined;

  constructor(server: LanguageServer, output: vscode.LogOutputChannel) {
    this.#server = server;
    this.#output = output;
    server.client.onNotification(databaseChanged, (state) => this.#take(state));
  }

  /** Calls back with what a start is doing, until disposed of. */
  onProgress(report: (message: string) => void): vscode.Disposable {
    return this.#server.client.onNotification(databaseProgress, ({ message }) => report(message));
  }

  /** Undefined until the server has answered for the first time. */
  get state(): DatabaseState | undefined {
    return this.#state;
  }

  async refresh(): Promise<void> {
    try {
      this.#take(await this.#server.client.sendRequest(databaseStateRequest));
    } catch (error) {
      this.#output.error("The server could not describe the database.", error);
    }
  }

  async select(choice: DatabaseChoice, token?: vscode.CancellationToken): Promise<Reply<DatabaseState>> {
    return this.#keep(await this.#server.client.sendRequest(databaseSelect, choice, token));
  }

  /** Selects it if it answers; what was selected stays where it does not. */
  async connect(choice: DatabaseChoice, token?: vscode.CancellationToken): Promise<Reply<DatabaseState>> {
    return this.#keep(await this.#server.client.sendRequest(databaseConnect, choice, token));
  }

  /** Finds out whether what is selected runs already; starts nothing. */
  async attach(): Promise<void> {
    this.#keep(await this.#server.client.sendRequest(databaseAttach));
  }

  async start(token?: vscode.CancellationToken): Promise<Reply<DatabaseState>> {
    return this.#keep(await this.#server.client.sendRequest(databaseStart, token));
  }

  async stop(token?: vscode.CancellationToken): Promise<Reply<DatabaseState>> {
    return this.#keep(await this.#server.client.sendRequest(databaseStop, token));
  }

  async reset(token?: vscode.CancellationToken): Promise<Reply<DatabaseState>> {
    return this.#keep(await this.#server.client.sendRequest(databaseReset, token));
  }

  /** With `explained`, the plan of one statement, which is not run. */
  async query(sql: string, explained: boolean, token: vscode.CancellationToken): Promise<Reply<QueryResult>> {
    return this.#server.client.sendRequest(databaseQuery, { sql, limit: rowLimit, explained }, token);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #keep(reply: Reply<DatabaseState>): Reply<DatabaseState> {
    if (reply.ok) this.#take(reply.value);
    return reply;
  }

  #take(state: DatabaseState): void {
    this.#state = state;
    setContext("lockkeeper.database", state.status);
    setContext("lockkeeper.databaseKind", state.kind);
    this.#changed.fire();
  }
}
