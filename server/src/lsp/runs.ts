import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CancellationToken } from "vscode-languageserver";
import { doubtOf } from "../formats/named.ts";
import * as protocol from "../protocol.ts";
import { verified, verifyRequest, type VerifyParams, type VerifyResult } from "../protocol/verify.ts";
import type { DatabaseState, DriftResult, Reply, RunFailure, RunResult } from "../protocol.ts";
import { RunnerClient } from "../run/client.ts";
import { keepObserved } from "../run/observe/kept.ts";
import { runProject, type RunProject } from "../run/project.ts";
import { plainFailure } from "../run/runError.ts";
import { tokenSignal } from "../run/tokenSignal.ts";
import type { LedgerStatus } from "../run/migrationStatus.ts";
import type { Context } from "./context.ts";
import { show, tell } from "./messages.ts";
import { documentKey } from "./openDocuments.ts";
import type { ProjectModel } from "./projectModel.ts";
import { QuerySchema } from "./querySchema.ts";
import { finish } from "./rollouts.ts";
import { MigrationStatuses } from "./migrationStatuses.ts";

export interface RunEvents {
  /** Diagnostics of runs, or where migrations stand, changed. */
  changed(): void;
}

/**
 * The requests about databases and runs, passed on to the runner process. That is forked when first needed, only in
 * a trusted workspace.
 */
export class Runs {
  readonly statuses: MigrationStatuses;
  readonly querySchema = new QuerySchema(() => this.#schema());
  readonly #context: Context;
  readonly #events: RunEvents;
  #trusted: boolean;
  #runner: RunnerClient | undefined;

  constructor(context: Context, events: RunEvents) {
    this.#context = context;
    this.#events = events;
    this.#trusted = context.client.trusted;
    this.statuses = new MigrationStatuses(
      (project, signal) => this.#status(project, signal),
      () => events.changed(),
    );
    this.#register();
  }

  /** Called when the editor's settings have changed. */
  async configure(): Promise<void> {
    await this.#runner?.configure();
  }

  async end(): Promise<void> {
    await this.#runner?.dispose();
  }

  #register(): void {
    const { connection } = this.#context;
    connection.onNotification(protocol.trustChanged, ({ trusted }) => this.#trust(trusted));
    connection.onRequest(protocol.databaseStateRequest, () => this.#state());
    connection.onRequest(protocol.databaseSelect, (choice) =>
      this.#database((runner) => runner.select(choice)),
    );
    connection.onRequest(protocol.databaseConnect, (choice, token) =>
      this.#database((runner) => runner.connect(choice, tokenSignal(token))),
    );
    connection.onRequest(protocol.databaseAttach, (token) =>
      this.#database((runner) => runner.ask("attach", null, tokenSignal(token))),
    );
    connection.onRequest(protocol.databaseStart, (token) =>
      this.#database((runner) => runner.ask("start", null, tokenSignal(token))),
    );
    connection.onRequest(protocol.databaseStop, () => this.#database((runner) => runner.ask("stop", null)));
    connection.onRequest(protocol.databaseReset, () => this.#database((runner) => runner.ask("reset", null)));
    connection.onRequest(protocol.databaseQuery, (params, token) =>
      this.#database((runner) => runner.ask("query", params, tokenSignal(token))),
    );
    connection.onRequest(protocol.runRequest, (params, token) => this.#run(params, token));
    connection.onRequest(protocol.repairRequest, (params, token) => this.#repair(params, tokenSignal(token)));
    connection.onRequest(verifyRequest, (params, token) => this.#verify(params, tokenSignal(token)));
    connection.onRequest(protocol.driftRequest, ({ project }, token) =>
      this.#drift(project, tokenSignal(token)),
    );
    connection.onRequest(protocol.rolloutFinish, ({ project, id }, token) =>
      this.#finish(project, id, tokenSignal(token)),
    );
  }

  #trust(trusted: boolean): void {
    this.#trusted = trusted;
    if (trusted || this.#runner === undefined) return;
    const runner = this.#runner;
    this.#runner = undefined;
    this.statuses.forget();
    void runner.dispose();
  }

  async #state(): Promise<DatabaseState> {
    const runner = await this.#launch();
    if (runner === undefined) return noDatabase(untrusted.message);
    const reply = await runner.ask("state", null);
    this.statuses.outdate();
    return reply.ok ? this.#seen(reply.value) : noDatabase(reply.error.message);
  }

  /** What changes a database also ends what was said of the last run. */
  async #database<T>(action: (runner: RunnerClient) => Promise<Reply<T>>): Promise<Reply<T>> {
    const runner = await this.#launch();
    if (runner === undefined) return { ok: false, error: untrusted };
    const reply = await action(runner);
    this.statuses.outdate();
    this.querySchema.outdate();
    if (reply.ok) this.#context.failures.clear();
    this.#events.changed();
    return reply;
  }

  async #run(params: protocol.RunParams, token: CancellationToken): Promise<Reply<RunResult>> {
    const runner = await this.#launch();
    if (runner === undefined) return { ok: false, error: untrusted };
    const workspace = await this.#context.workspace;
    const model = workspace.project(params.project);
    if (model !== undefined) workspace.reread(model);
    const project = await this.#project(params.project);
    if (project === undefined) return { ok: false, error: unknownProject(params.project) };
    const doubt = model === undefined ? undefined : doubtOf(model.analysis.project);
    if (doubt !== undefined)
      return { ok: false, error: plainFailure("unknown-tool", `Nothing was run. ${doubt}`) };
    this.statuses.pause();
    const { observeRuns } = this.#context.settings();
    const request = { project, params: { observe: observeRuns, ...params } };
    const reply = await runner.ask("run", request, tokenSignal(token));
    this.statuses.resume();
    this.querySchema.outdate();
    this.#remember(reply.ok ? reply.value.failure : reply.error);
    if (reply.ok) keepObserved(fileURLToPath(project.uri), reply.value.observed ?? []);
    if (reply.ok)
      for (const warning of reply.value.warnings) show(this.#context.connection, "warning", warning);
    this.#events.changed();
    return reply.ok ? { ok: true, value: { steps: reply.value.steps, failure: reply.value.failure } } : reply;
  }

  async #repair(
    { project: uri, action, version }: protocol.RepairParams,
    signal: AbortSignal,
  ): Promise<Reply<string>> {
    const project = await this.#project(uri);
    if (project === undefined) return { ok: false, error: unknownProject(uri) };
    return this.#database((runner) => runner.ask("repair", { project, action, version }, signal));
  }

  /** The selected database is left alone. */
  #verify({ project, only }: VerifyParams, signal: AbortSignal): Promise<Reply<VerifyResult>> {
    return this.#onDisk(project, (runner, found) => runner.ask("verify", { project: found, only }, signal));
  }

  #drift(uri: string, signal: AbortSignal): Promise<Reply<DriftResult>> {
    return this.#onDisk(uri, async (runner, project) => {
      this.statuses.pause();
      try {
        return await runner.ask("drift", project, signal);
      } finally {
        this.statuses.resume();
      }
    });
  }

  /** Of the files on disk, which are what was applied, not of what an editor holds unsaved. */
  async #onDisk<T>(
    uri: string,
    action: (runner: RunnerClient, project: RunProject) => Promise<Reply<T>>,
  ): Promise<Reply<T>> {
    const runner = await this.#launch();
    if (runner === undefined) return { ok: false, error: untrusted };
    const workspace = await this.#context.workspace;
    const model = workspace.project(uri);
    if (model !== undefined) workspace.reread(model);
    const project = await this.#project(uri);
    return project === undefined ? { ok: false, error: unknownProject(uri) } : action(runner, project);
  }

  async #finish(project: string, id: string, signal: AbortSignal): ReturnType<typeof finish> {
    const runner = await this.#launch();
    if (runner === undefined) return { ok: false, error: untrusted };
    const model = (await this.#context.workspace).project(project);
    if (model === undefined) return { ok: false, error: unknownProject(project) };
    return finish(model, id, (sql) => runner.ask("query", { sql, limit: 1 }, signal));
  }

  #remember(failure: RunFailure | undefined): void {
    this.#context.failures.clear();
    if (failure !== undefined && failure.code !== "cancelled") this.#context.failures.set(failure);
  }

  async #project(key: string): Promise<RunProject | undefined> {
    const workspace = await this.#context.workspace;
    const model = workspace.project(key);
    const tree = model === undefined ? undefined : workspace.diskTree(model);
    if (model === undefined || tree === undefined) return undefined;
    const { uri, format, options, lockTimeout, stopRun } = model.setup;
    const { path, text } = options.beginning ?? {};
    const baseline = path === undefined || text === undefined ? undefined : { path, text };
    return { ...runProject(uri, format, tree), baseline, lockTimeout, stopRun };
  }

  async #status(model: ProjectModel, signal: AbortSignal): Promise<Reply<LedgerStatus>> {
    const runner = this.#runner;
    const project = await this.#project(model.setup.uri);
    if (runner === undefined || project === undefined)
      return { ok: false, error: unknownProject(model.setup.uri) };
    return runner.ask("status", project, signal);
  }

  /** Nothing is started or connected to for it. */
  async #schema(): Promise<string | undefined> {
    const state = await this.#runner?.ask("state", null);
    if (this.#runner === undefined || state?.ok !== true || state.value.status !== "ready") return undefined;
    const reply = await this.#runner.ask("schema", null);
    return reply.ok ? reply.value : undefined;
  }

  async #launch(): Promise<RunnerClient | undefined> {
    // The runner takes its settings as it starts; before that the editor's must have been read.
    await this.#context.workspace;
    if (!this.#trusted) return undefined;
    if (this.#runner !== undefined) return this.#runner;
    const { connection } = this.#context;
    const runner = new RunnerClient({
      settings: () => this.#settings(),
      onState: (state) => tell(connection, protocol.databaseChanged, this.#seen(state)),
      onRunProgress: (progress) => tell(connection, protocol.runProgress, progress),
      onStartProgress: (message) => {
        connection.console.info(message);
        tell(connection, protocol.databaseProgress, { message });
      },
      onVerified: (verdict) => tell(connection, verified, verdict),
      onCrash: (message) => {
        connection.console.error(message);
        show(connection, "error", message);
        this.statuses.forget();
        this.#events.changed();
      },
    });
    this.#runner = runner;
    const { kind, url } = this.#context.settings().database;
    if (kind === "server" && url !== "") void runner.select({ kind, url });
    else if (kind === "embedded" || kind === "container") void runner.select({ kind });
    return runner;
  }

  #settings(): { storagePath: string; key: string; image: string; startTimeout: number } {
    const { client } = this.#context;
    const { image, startTimeout } = this.#context.settings().database;
    const key = createHash("sha256")
      .update(client.folders.map(documentKey).join("\n"))
      .digest("hex")
      .slice(0, 16);
    return {
      storagePath: client.storagePath ?? join(tmpdir(), `lockkeeper-${key}`),
      key,
      image,
      startTimeout,
    };
  }

  #seen(state: DatabaseState): DatabaseState {
    this.querySchema.outdate();
    if (this.statuses.setReady(state.status === "ready")) this.#events.changed();
    return state;
  }
}

const untrusted: RunFailure = plainFailure(
  "untrusted-workspace",
  "This workspace is not trusted, so nothing is run and no database is reached. Trust it first.",
);

function unknownProject(uri: string): RunFailure {
  return plainFailure(
    "unknown-project",
    `There is no migration project at ${uri} any more. Refresh the list.`,
  );
}

function noDatabase(problem: string): DatabaseState {
  return { kind: "embedded", status: "none", description: "No database", problem, choices: [] };
}
