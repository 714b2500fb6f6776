import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type FileChangeType,
  type InitializeResult,
  type ProtocolConnection,
  type Range,
} from "vscode-languageserver-protocol/node";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What an editor like VS Code can do, as far as the server looks at it. */
export const editor: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create"],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    diagnostic: { relatedInformation: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor.rewrite"] } },
    },
    hover: { contentFormat: ["markdown"] },
    rename: { prepareSupport: true },
    completion: { completionItem: { snippetSupport: true } },
  },
};

export interface StartOptions {
  /** Absolute paths. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** The section `lockkeeper` of the settings. */
  readonly settings?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A real language server in a process of its own, and the client's end of the protocol. */
export class LanguageServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly logged: string[] = [];
  readonly registered: string[] = [];
  settings: unknown;
  /** How often the server asked to fetch diagnostics again. */
  refreshes = 0;
  initialized: InitializeResult | undefined;
  readonly #versions = new Map<string, number>();

  private constructor(child: ChildProcess, connection: ProtocolConnection, settings: unknown) {
    this.process = child;
    this.connection = connection;
    this.settings = settings;
  }

  static async start(options: StartOptions = {}): Promise<LanguageServer> {
    const bundle = process.env["LOCKKEEPER_SERVER"];
    const command =
      bundle !== undefined && existsSync(bundle) ? [bundle] : ["--import", "tsx", "server/src/main.ts"];
    const child = spawn(process.execPath, [...command, "--stdio"], {
      cwd: root,
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...options.environment },
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new LanguageServer(child, connection, options.settings ?? {});
    server.#listen();
    const folders = options.folders?.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder }));
    server.initialized = await connection.sendRequest<InitializeResult>(InitializeRequest.method, {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? editor,
      workspaceFolders: folders ?? null,
      initializationOptions: options.initializationOptions,
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  #listen(): void {
    this.connection.onNotification(
      LogMessageNotification.type,
      ({ message }) => void this.logged.push(message),
    );
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
    });
    this.connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings),
    );
    this.connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes += 1;
      return null;
    });
    this.connection.onRequest("workspace/codeLens/refresh", () => null);
    this.connection.listen();
  }

  async open(uri: string, text: string, languageId = "sql"): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range, or the whole text where there is none. */
  async change(uri: string, text: string, range?: Range): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Tells of a file that changed on disk, as the editor's watcher does. */
  async fileChanged(path: string, type: FileChangeType): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: pathToFileURL(path).href, type }],
    });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
    });
    if (report.kind !== "full") throw new Error("a report without a previous id must be full");
    return report.items;
  }

  /** Asks until the answer suits, since changes on disk are taken up with a delay. */
  async until<T>(ask: () => Promise<T>, suits: (answer: T) => boolean, limit = 300_000): Promise<T> {
    const deadline = Date.now() + limit;
    for (;;) {
      const answer = await ask();
      if (suits(answer)) return answer;
      if (Date.now() > deadline)
        throw new Error(`never came: last answer ${JSON.stringify(answer).slice(0, 2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once("exit", (code) => resolve(code)));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}
