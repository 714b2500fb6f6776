import * as vscode from "vscode";
import { projectsChanged, projectsRequest } from "../../../server/src/protocol.ts";
import type { MigrationItem, ProjectItem } from "../../../server/src/protocol.ts";
import { setContext } from "../contexts.ts";
import type { LanguageServer } from "../languageClient.ts";
import { hiddenFindings } from "./hidden.ts";

/** Milliseconds to wait for more changes before asking the server again. */
const settle = 150;

/** The projects as the server last described them. */
export class MigrationsModel implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #output: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #projects: readonly ProjectItem[] | undefined;
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
      this.#changed.fire();
    } catch (error) {
      if (request !== this.#latest) return;
      setContext("lockkeeper.failed", true);
      this.#output.error("The server could not list the migrations.", error);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), settle);
  }
}

/** The migrations that a database lacks; none while no ledger was read. */
export function pendingMigrations(projects: readonly ProjectItem[]): readonly MigrationItem[] {
  return projects.flatMap((project) => project.migrations.filter(({ state }) => state === "pending"));
}
