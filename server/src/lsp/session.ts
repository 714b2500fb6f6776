import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  type Connection,
} from "vscode-languageserver";
import { projectsChanged, type EditorSettings } from "../protocol.ts";
import { traceOf } from "./answer.ts";
import type { ClientFacts } from "./clientFacts.ts";
import { reportConfiguration } from "./configurationProblems.ts";
import type { Context } from "./context.ts";
import { Delay } from "./delay.ts";
import { registerDocumentSync } from "./documentSync.ts";
import { features } from "./features/index.ts";
import { FileDiagnostics } from "./fileDiagnostics.ts";
import { History } from "./history/history.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import type { Grammar } from "../sql/grammar.ts";
import { show, tell } from "./messages.ts";
import { OpenDocuments } from "./openDocuments.ts";
import { ProjectOptions } from "./projectOptions.ts";
import { PushDiagnostics } from "./pushDiagnostics.ts";
import { registerProjects } from "./registerProjects.ts";
import { RunFailures } from "./runFailures.ts";
import { Runs } from "./runs.ts";
import { defaultSettings, readSettings } from "./settings.ts";
import { inSlices } from "./slices.ts";
import { registerWatching, startWatching } from "./watching.ts";
import { Workspace } from "./workspace.ts";

/** Milliseconds without an edit before the tree and whole projects are brought up to date. */
const settling = 300;
/** Milliseconds in which files that come or go are taken together, e.g. by a checkout. */
const gathering = 100;

/** Answers false where nothing changed that a client shows. */
type Action = (workspace: Workspace) => unknown;

/** One client's session: wires the features to the workspace, and passes on what changes. */
export class Session {
  readonly #connection: Connection;
  readonly #context: Context;
  readonly #push: PushDiagnostics;
  readonly #runs: Runs;
  #settings: EditorSettings = defaultSettings;
  #folders: readonly string[];
  #ready: (workspace: Workspace) => void = () => undefined;
  readonly #settle = new Delay(settling, () => this.#run("Settling", () => this.#settled()));
  readonly #relist = new Delay(gathering, () => this.#run("Listing files", () => this.#rescan()));

  constructor(connection: Connection, client: ClientFacts) {
    this.#connection = connection;
    this.#folders = client.folders;
    this.#context = {
      connection,
      client,
      documents: new OpenDocuments(),
      failures: new RunFailures(),
      workspace: new Promise((resolve) => (this.#ready = resolve)),
      settings: () => this.#settings,
    };
    this.#runs = new Runs(this.#context, { changed: () => this.#changed() });
    const { statuses, querySchema } = this.#runs;
    const history = new History(this.#context, statuses, () => this.#changed());
    const withHistory = { ...this.#context, history };
    const diagnostics = this.#context.workspace.then(
      (workspace) => new FileDiagnostics(withHistory, workspace),
    );
    this.#push = new PushDiagnostics(withHistory, diagnostics);
    const shared = { ...withHistory, statuses, querySchema, diagnostics };
    registerProjects(shared);
    for (const { register } of features) register(shared);
    registerDocumentSync(this.#context, {
      edited: () => this.#edited(),
      appeared: () => this.#relist.start(),
    });
    registerWatching(this.#context, {
      listChanged: () => this.#relist.start(),
      bytesChanged: (path) => {
        // Where a migration stands depends on its bytes, for tools that keep a checksum.
        this.#runs.statuses.outdate();
        this.#run("Reading a file", (workspace) => workspace.changedOnDisk(path));
      },
      branchesChanged: () =>
        this.#run("Branches", ({ projects }) => {
          for (const { setup } of projects) history.refresh(setup);
          return false;
        }),
      configurationChanged: () => this.#run("Configuration", () => this.#configure()),
    });
  }

  /** The client is ready for requests of ours. */
  begin(): void {
    const { client } = this.#context;
    this.#follow();
    startWatching(this.#context).catch((error: unknown) => this.#log("Watching files", error));
    this.#open(client).catch((error: unknown) => {
      this.#log("Start", error);
      const reason = error instanceof Error ? error.message : String(error);
      show(this.#connection, "error", `migrations cannot be analysed: ${reason}`);
    });
  }

  async end(): Promise<void> {
    this.#settle.stop();
    this.#relist.stop();
    this.#push.stop();
    await this.#runs.end();
  }

  async #open({ configuration }: ClientFacts): Promise<void> {
    const grammar = await loadGrammar();
    if (configuration) await this.#fetchSettings();
    const { documents } = this.#context;
    const log = (message: string): void => this.#connection.console.warn(message);
    const workspace = new Workspace({ grammar, documents, log }, this.#options(grammar));
    workspace.setFolders(this.#folders);
    this.#ready(workspace);
    this.#changed();
  }

  /** Follows folders and settings. */
  #follow(): void {
    const { client } = this.#context;
    if (client.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        this.#run("Folders", (workspace) => workspace.setFolders(this.#folders));
      });
    }
    this.#connection.onDidChangeConfiguration(({ settings }) => {
      this.#run("Settings", async () => {
        if (client.configuration) await this.#fetchSettings();
        else this.#settings = readSettings(sectionOf(settings));
        await this.#configure();
        await this.#runs.configure();
      });
    });
    if (client.registersConfiguration) {
      this.#connection.client
        .register(DidChangeConfigurationNotification.type, { section: "lockkeeper" })
        .catch((error: unknown) => this.#log("Settings", error));
    }
  }

  async #fetchSettings(): Promise<void> {
    const given: unknown = await this.#connection.workspace.getConfiguration("lockkeeper");
    this.#settings = readSettings(given);
  }

  async #configure(): Promise<void> {
    const workspace = await this.#context.workspace;
    workspace.setOptions(this.#options(await loadGrammar()));
  }

  #options(grammar: Grammar): ProjectOptions {
    return new ProjectOptions(this.#settings.postgres, grammar, reportConfiguration(this.#connection));
  }

  async #rescan(): Promise<void> {
    this.#runs.statuses.outdate();
    (await this.#context.workspace).rescan();
  }

  #edited(): void {
    this.#push.schedule();
    this.#settle.start();
  }

  /** After a pause in typing: what only a reading of whole projects shows, and the tree. */
  async #settled(): Promise<boolean> {
    const workspace = await this.#context.workspace;
    const due = workspace.settle();
    await inSlices((enough) => workspace.advance(enough));
    tell(this.#connection, projectsChanged, null);
    return due;
  }

  /** Does something to the workspace and tells the client, unless it says that nothing changed. */
  #run(name: string, action: Action): void {
    this.#context.workspace
      .then(action)
      .then((changed) => {
        if (changed !== false) this.#changed();
      })
      .catch((error: unknown) => this.#log(name, error));
  }

  /** Asks the client to fetch again what it shows. */
  #changed(): void {
    const { client } = this.#context;
    this.#push.schedule();
    tell(this.#connection, projectsChanged, null);
    if (client.refreshesDiagnostics && client.pullsDiagnostics)
      void this.#quietly(this.#connection.languages.diagnostics.refresh());
    if (client.refreshesLenses) void this.#quietly(this.#connection.sendRequest(CodeLensRefreshRequest.type));
  }

  /** A client that cannot refresh now will ask again by itself. */
  async #quietly(request: Promise<void>): Promise<void> {
    await request.catch(() => undefined);
  }

  #log(what: string, error: unknown): void {
    this.#connection.console.error(`${what} failed: ${traceOf(error)}`);
  }
}

/** The section in what a client that cannot be asked sends; some send it bare. */
function sectionOf(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null) return undefined;
  return "lockkeeper" in settings ? settings.lockkeeper : settings;
}
