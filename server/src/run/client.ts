import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  CancellationTokenSource,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from "vscode-jsonrpc/node";
import type { MessageConnection } from "vscode-jsonrpc/node";
import type { DatabaseState, Reply, RunFailure, RunProgress } from "../protocol.ts";
import type { OperationName, ParamsOf, ResultOf } from "./operations.ts";
import { plainFailure } from "./runError.ts";
import * as protocol from "./runnerProtocol.ts";
import { requestOf, type RunnerSettings, type Selection, type Verdict } from "./runnerProtocol.ts";
import { runnerScript } from "./scripts.ts";
import type { ForkedScript } from "./scripts.ts";

export interface RunnerClientOptions {
  /** Asked for at every start of the process, so that changed settings reach the next one. */
  readonly settings: () => RunnerSettings;
  readonly script?: ForkedScript;
  readonly onState: (state: DatabaseState) => void;
  readonly onRunProgress: (progress: RunProgress) => void;
  readonly onStartProgress: (message: string) => void;
  readonly onVerified?: (verdict: Verdict) => void;
  /** The process ended without being asked; one sentence for the user. It is started again when next needed. */
  readonly onCrash: (message: string) => void;
}

interface Running {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
}

/** Answers of a request whose process ended before it could give one. */
const crashed: RunFailure = {
  ...plainFailure(
    "runner-crashed",
    "The process that runs migrations ended unexpectedly. Look at the ledger before you run again; it is started again when needed.",
  ),
  // What it had begun may or may not have been committed.
  rolledBack: false,
};

/**
 * The language server's side of the runner process: forks it when first needed, restarts it after a crash with the
 * same database selected, and passes on cancellation and progress. Requests never throw; a failure is an answer.
 */
export class RunnerClient {
  private readonly options: RunnerClientOptions;
  private running: Promise<Running> | undefined;
  private child: ChildProcess | undefined;
  /** Kept in memory only, password included, so that a restarted runner finds its database again. */
  private selection: Selection | undefined;
  private disposed = false;

  constructor(options: RunnerClientOptions) {
    this.options = options;
  }

  /** Of the process that runs now, if any. */
  get processId(): number | undefined {
    return this.child?.pid;
  }

  /** `params` is null where the operation takes none. */
  async ask<K extends OperationName>(
    operation: K,
    params: ParamsOf<K>,
    signal?: AbortSignal,
  ): Promise<Reply<ResultOf<K>>> {
    const source = new CancellationTokenSource();
    const cancel = (): void => source.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted === true) cancel();
    try {
      const { connection } = await (this.running ??= this.launch());
      return await connection.sendRequest(requestOf<unknown, ResultOf<K>>(operation), params, source.token);
    } catch {
      return { ok: false, error: crashed };
    } finally {
      signal?.removeEventListener("abort", cancel);
      source.dispose();
    }
  }

  /** Remembered, so that the process after a crash finds the same database. */
  select(choice: Selection): Promise<Reply<DatabaseState>> {
    this.selection = choice;
    return this.ask("select", choice);
  }

  /** The same of one that answers; what was selected before stays where it does not. */
  async connect(choice: Selection, signal: AbortSignal): Promise<Reply<DatabaseState>> {
    const reply = await this.ask("connect", choice, signal);
    if (reply.ok) this.selection = choice;
    return reply;
  }

  /** Settings that have changed; a process that starts later asks for them. */
  async configure(): Promise<void> {
    if (this.running !== undefined) await this.ask("configure", this.options.settings());
  }

  /** Ends the process, and with it the embedded database; a container stays. */
  async dispose(): Promise<void> {
    this.disposed = true;
    const running = await this.running?.catch(() => undefined);
    if (running === undefined) return;
    const ended = new Promise<void>((resolve) => running.child.once("exit", () => resolve()));
    if (running.child.exitCode !== null || running.child.signalCode !== null) return;
    running.connection.dispose();
    if (running.child.connected) running.child.disconnect();
    const timer = setTimeout(() => running.child.kill("SIGKILL"), 8_000);
    await ended;
    clearTimeout(timer);
  }

  private async launch(): Promise<Running> {
    const script = this.options.script ?? runnerScript();
    const child = fork(script.path, [], {
      execArgv: [...script.execArgv],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    this.child = child;
    child.once("exit", (code, signal) => this.onExit(connection, signal ?? `exit code ${code ?? 0}`));
    child.once("error", (error) => this.onExit(connection, error.message));
    connection.onNotification(protocol.stateChanged, this.options.onState);
    connection.onNotification(protocol.runProgress, this.options.onRunProgress);
    connection.onNotification(protocol.startProgress, this.options.onStartProgress);
    connection.onNotification(protocol.verified, (verdict) => this.options.onVerified?.(verdict));
    connection.onError(() => undefined);
    connection.listen();
    await connection.sendRequest(protocol.initialize, this.options.settings());
    if (this.selection !== undefined)
      await connection.sendRequest(requestOf<unknown, unknown>("select"), this.selection);
    return { child, connection };
  }

  private onExit(connection: MessageConnection, why: string): void {
    this.running = undefined;
    this.child = undefined;
    // Rejects the requests that still wait for an answer.
    connection.dispose();
    if (this.disposed) return;
    this.options.onCrash(
      `The process that runs migrations ended unexpectedly (${why}). It is started again when needed.`,
    );
  }
}
