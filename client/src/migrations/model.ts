import * as vscode from "vscode";
import { projectsChanged, projectsRequest } from "../../../server/src/protocol.ts";
import type { MigrationItem, MigrationState, ProjectItem } from "../../../server/src/protocol.ts";
import { setContext } from "../contexts.ts";
import type { LanguageServer } from "../languageClient.ts";
import { hiddenFindings } from "./hidden.ts";

/** Milliseconds to wait for more changes before asking the server again. */
const settle = 150;

/** The migration that a run has come to. */
export interface RunningMigration {
  readonly project: string;
  readonly version: string;
}

/** The projects as the server last described them. */
export class MigrationsModel implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #projects: readonly ProjectItem[] | undefined;
  #running: RunningMigration | undefined;
  #told: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #latest = 0;

  constructor(server: LanguageServer, output: vscode.LogOutputChannel) {
    this.#server = server;
    this.#output = output;
    server.client.onNotification(projectsChanged, () => this.#refreshSoon());
    server.onDidStart(() => this.#refreshSoon());
  }

  /** Undefined until the server has answered for the first time. */
  get projects(): readonly ProjectItem[] | undefined {
    return this.#projects;
  }

  get running(): RunningMigration | undefined {
    return this.#running;
  }

  setRunning(running: RunningMigration): void {
    this.#running = running;
    this.#tell();
  }

  /** The run has ended; what it came to is asked for at once. */
  async runEnded(): Promise<void> {
    this.#running = undefined;
    await this.refresh();
  }

  /** Asks the server now. An answer that a later one overtook is dropped. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const request = ++this.#latest;
    try {
      const projects = await this.#server.client.sendRequest(projectsRequest);
      if (request !== this.#latest) return;
      this.#projects = projects;
      setContext("lockkeeper.analysed", true);
      setContext("lockkeeper.failed", false);
      setContext("lockkeeper.hasProjects", projects.length > 0);
      const { findings, shown } = hiddenFindings(projects);
      setContext("lockkeeper.history", findings === 0 ? "none" : shown ? "shown" : "hidden");
      this.#tell();
    } catch (error) {
      if (request !== this.#latest) return;
      this.#tell();
      setContext("lockkeeper.failed", true);
      this.#output.error("The server could not list the migrations.", error);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  /** Not where nothing is new: a row that is drawn anew while somebody presses a button on it does not say which it is. */
  #tell(): void {
    const now = JSON.stringify([this.#projects, this.#running]);
    if (now === this.#told) return;
    this.#told = now;
    this.#changed.fire();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), settle);
  }
}

/** The migrations that a database lacks; none while no ledger was read. */
export function pendingMigrations(projects: readonly ProjectItem[]): readonly MigrationItem[] {
  return migrationsThatAre("pending", projects);
}

/** The migrations that stand so in the ledger. */
export function migrationsThatAre(
  wanted: MigrationState,
  projects: readonly ProjectItem[],
): readonly MigrationItem[] {
  return projects.flatMap((project) => project.migrations.filter(({ state }) => state === wanted));
}
