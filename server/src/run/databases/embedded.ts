import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { accessSync, constants, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseStatus } from "../../protocol.ts";
import { sleep } from "../sleep.ts";
import { embeddedScript } from "../scripts.ts";
import type { ForkedScript } from "../scripts.ts";
import { DatabaseError, messageOf } from "./databaseError.ts";
import type { ConnectionFacts, Database, Progress } from "./database.ts";
import type { Announcement } from "./directoryLock.ts";
import { isEmbeddedReport } from "./embeddedMessages.ts";
import type { EmbeddedReport } from "./embeddedMessages.ts";
import { listens } from "./listens.ts";

export interface EmbeddedOptions {
  /** Holds the data and the lock; kept between runs. Created where it is absent. */
  readonly directory: string;
  readonly script?: ForkedScript;
  /** Milliseconds; creating a database takes up to ten seconds on a busy machine. */
  readonly startLimit?: number;
}

/** PostgreSQL in WebAssembly, in a process of its own, with its data in a directory. */
export class EmbeddedDatabase implements Database {
  readonly kind = "embedded";
  private readonly options: EmbeddedOptions;
  private child: ChildProcess | undefined;
  private facts: ConnectionFacts | undefined;
  /** The process that serves our directory where that is not our child. */
  private foreign: number | undefined;
  private state: DatabaseStatus = "stopped";
  private lastWords = "";
  private starting: Promise<ConnectionFacts> | undefined;
  /** Gives up the start under way. */
  private abandon: (() => void) | undefined;

  constructor(options: EmbeddedOptions) {
    this.options = options;
  }

  get status(): DatabaseStatus {
    return this.state;
  }

  /** A second caller gets what the first one started: starting twice would end the process under way. */
  start(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    this.starting ??= this.startUntilAbandoned(signal, progress).finally(() => {
      this.starting = undefined;
      this.abandon = undefined;
    });
    return this.starting;
  }

  /** Ends with `cancelled` when the caller's signal says so, or when the database is stopped meanwhile. */
  private async startUntilAbandoned(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    const controller = new AbortController();
    const abandon = (): void => controller.abort();
    this.abandon = abandon;
    if (signal.aborted) abandon();
    signal.addEventListener("abort", abandon, { once: true });
    try {
      return await this.startOnce(controller.signal, progress);
    } finally {
      signal.removeEventListener("abort", abandon);
    }
  }

  private async startOnce(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    if (this.facts === undefined) this.state = "starting";
    else if (await listens(this.facts.config.port ?? 0)) return this.facts;
    // It died, and we may have noticed before its exit was reported.
    await this.end();
    this.state = "starting";
    try {
      this.prepareDirectory();
      progress("Starting the embedded PostgreSQL");
      const { port, version } = await this.launch(signal);
      const config = { host: "127.0.0.1", port, user: "postgres", database: "postgres", ssl: false };
      this.facts = { config, address: `127.0.0.1:${port}`, version, singleBackend: true };
      this.state = "ready";
      return this.facts;
    } catch (error) {
      await this.end();
      this.state = signal.aborted ? "stopped" : "failed";
      throw error;
    }
  }

  /** It lives as long as the process that started it, so there is nothing to find. */
  attach(): Promise<ConnectionFacts | undefined> {
    return Promise.resolve(this.facts);
  }

  async stop(): Promise<void> {
    await this.abandonStart();
    const child = this.child;
    if (child !== undefined) {
      const ended = exited(child);
      if (child.connected) child.send({ kind: "stop" });
      const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(timer);
    }
    this.forget("stopped");
  }

  /** A process that is starting would not hear that it should stop, and killed it would look like one that failed. */
  private async abandonStart(): Promise<void> {
    const { starting } = this;
    this.abandon?.();
    await starting?.catch(() => undefined);
  }

  async reset(): Promise<void> {
    if (this.foreignLives()) {
      throw new DatabaseError(
        "busy",
        `The embedded database is served by process ${this.foreign ?? 0}, another window or command. Stop it there, then reset.`,
      );
    }
    await this.abandonStart();
    await this.end();
    try {
      rmSync(join(this.options.directory, "data"), { recursive: true, force: true });
    } catch (error) {
      throw storageUnusable(this.options.directory, error);
    }
    this.state = "stopped";
  }

  dispose(): Promise<void> {
    return this.stop();
  }

  readonly interrupt = async (): Promise<void> => {
    await this.abandonStart();
    this.state = "stopped";
    if (this.child === undefined && this.foreign !== undefined) endProcess(this.foreign);
    await this.end();
  };

  private prepareDirectory(): void {
    const { directory } = this.options;
    try {
      mkdirSync(directory, { recursive: true });
      accessSync(directory, constants.W_OK);
    } catch (error) {
      throw storageUnusable(directory, error);
    }
  }

  /** Starts our process, or finds the one that serves the directory already. */
  private async launch(signal: AbortSignal): Promise<Announcement> {
    const deadline = Date.now() + this.startLimit;
    for (;;) {
      if (signal.aborted) throw cancelled();
      const report = await this.firstReport(this.fork(), signal);
      if (report.kind === "ready") return report.server;
      this.child = undefined;
      if (report.kind === "failed") throw this.startFailure(report.message);
      this.foreign = report.holder.pid;
      if (report.holder.server !== undefined) return report.holder.server;
      if (Date.now() > deadline) throw heldForLong(report.holder.pid, report.file);
      await sleep(500, signal);
    }
  }

  private fork(): ChildProcess {
    const script = this.options.script ?? embeddedScript();
    const child = fork(script.path, [this.options.directory], {
      execArgv: [...script.execArgv],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.child = child;
    this.lastWords = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString()).slice(-2_000);
    });
    child.once("exit", () => {
      if (this.child === child) this.forget(this.state === "ready" ? "stopped" : this.state);
    });
    return child;
  }

  private firstReport(child: ChildProcess, signal: AbortSignal): Promise<EmbeddedReport> {
    const limit = this.startLimit;
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        reject(error);
      };
      const onAbort = (): void => fail(cancelled());
      const timer = setTimeout(
        () =>
          fail(
            new DatabaseError(
              "never-ready",
              `The embedded PostgreSQL did not start within ${limit / 1_000} s.`,
            ),
          ),
        limit,
      );
      signal.addEventListener("abort", onAbort, { once: true });
      child.once("error", (error) => fail(this.startFailure(messageOf(error))));
      // Not `exit`: by `close`, what it wrote and reported has been read.
      child.once("close", (code, end) =>
        fail(this.startFailure(this.lastWords.trim() || howEnded(code, end))),
      );
      child.once("message", (message) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        if (isEmbeddedReport(message)) resolve(message);
      });
    });
  }

  private get startLimit(): number {
    return this.options.startLimit ?? 120_000;
  }

  private startFailure(reason: string): DatabaseError {
    const { directory } = this.options;
    return new DatabaseError(
      "storage-unusable",
      `The embedded PostgreSQL could not start on ${directory}: ${reason}. If its data is damaged, reset the database.`,
    );
  }

  private foreignLives(): boolean {
    if (this.foreign === undefined) return false;
    try {
      process.kill(this.foreign, 0);
      return true;
    } catch {
      this.forget("stopped");
      return false;
    }
  }

  private async end(): Promise<void> {
    const child = this.child;
    // At once, so that nobody connects to a process that is about to go; its port may still answer for an instant.
    this.facts = undefined;
    if (child === undefined) {
      this.forget(this.state);
      return;
    }
    const ended = exited(child);
    child.kill("SIGKILL");
    await ended;
    if (this.child === child) this.forget(this.state);
  }

  private forget(state: DatabaseStatus): void {
    this.child = undefined;
    this.facts = undefined;
    this.foreign = undefined;
    this.state = state;
  }
}

/** Words for a process that said nothing: a signal is somebody's, or the system's when memory is short. */
function howEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null
    ? `its process ended with status ${code ?? 0}`
    : `its process was ended by ${signal}`;
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

function cancelled(): DatabaseError {
  return new DatabaseError("cancelled", "Starting the database was cancelled.");
}

function heldForLong(pid: number, file: string): DatabaseError {
  return new DatabaseError(
    "busy",
    `Process ${pid} has been starting the embedded database for long. If that process is not Lockkeeper, delete ${file}; else end it.`,
  );
}

function storageUnusable(directory: string, error: unknown): DatabaseError {
  return new DatabaseError(
    "storage-unusable",
    `The embedded database cannot be kept in ${directory}: ${messageOf(error)}. Make the folder writable or choose another kind of database.`,
    error,
  );
}
