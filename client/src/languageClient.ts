import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from "vscode-languageclient/node";
import type { LanguageClientOptions } from "vscode-languageclient/node";
import type { InitializationOptions } from "../../server/src/protocol.ts";
import { setContext } from "./contexts.ts";
import { offerRestart, restartAfterCrash } from "./restarts.ts";
import { findingMiddleware } from "./findings/middleware.ts";
import { rewriteMiddleware } from "./rewrites/middleware.ts";
import { isVirtualWorkspace, mayExecute } from "./trust.ts";

/** Commands that a hover may link to. */
export interface LinkedCommands {
  /** Shows a page of ours, called with its name. */
  readonly openPage: string;
  readonly lockTimeline: string;
}

/**
 * MB that V8 fills before it collects what is young: half as many keystrokes wait for a collection as with its 16
 * (`npm run bench -- keystroke`, 10,000 lines: 19 in 20 below 12.9 ms instead of 15.6).
 */
const roomForGarbage = "--max-semi-space-size=32";

/** The language server's process and the connection to it. Its crash takes nothing else down. */
export class LanguageServer implements vscode.Disposable {
  readonly client: LanguageClient;
  readonly #output: vscode.LogOutputChannel;
  readonly #started = new vscode.EventEmitter<void>();
  /** Fires after each start, so also after a crash: whoever holds its answers asks again. */
  readonly onDidStart = this.#started.event;

  constructor(context: vscode.ExtensionContext, output: vscode.LogOutputChannel, linked: LinkedCommands) {
    this.#output = output;
    const module = vscode.Uri.joinPath(context.extensionUri, "dist", "server.js").fsPath;
    const run = { module, transport: TransportKind.ipc, options: { execArgv: [roomForGarbage] } };
    const port = process.env["LOCKKEEPER_INSPECT_SERVER"] ?? "0";
    const debug = { ...run, options: { execArgv: [roomForGarbage, "--nolazy", `--inspect=${port}`] } };
    this.client = new LanguageClient(
      "lockkeeper",
      "Lockkeeper",
      { run, debug },
      {
        ...clientOptions(context, output, linked),
        errorHandler: restartAfterCrash(output, () => this.client.state === State.Starting),
      },
    );
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#started.fire();
    });
  }

  /** Resolves also when the server does not come up; the user is told then. */
  async start(): Promise<void> {
    try {
      await this.client.start();
    } catch (error) {
      this.#output.error("The language server did not start.", error);
      setContext("lockkeeper.failed", true);
      void offerRestart(this.#output, vscode.l10n.t("Lockkeeper's language server did not start."));
    }
  }

  async restart(): Promise<void> {
    if (this.client.isRunning()) await this.client.stop();
    await this.start();
  }

  async dispose(): Promise<void> {
    this.#started.dispose();
    await this.client.dispose();
  }
}

function clientOptions(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  linked: LinkedCommands,
): LanguageClientOptions {
  const storage = context.storageUri ?? context.globalStorageUri;
  return {
    documentSelector: documentSchemes().map((scheme) => ({ language: "sql", scheme })),
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: { onChange: true, onTabs: true, onSave: true },
    initializationOptions: (): InitializationOptions => ({
      trusted: mayExecute(),
      storagePath: storage.fsPath,
      openPageCommand: linked.openPage,
      groupsFindings: true,
    }),
    markdown: { isTrusted: { enabledCommands: Object.values(linked) } },
    progressOnInitialization: true,
    middleware: { ...rewriteMiddleware, ...findingMiddleware },
  };
}

/** Not every scheme: the old side of a comparison would be analysed as a migration of its own. */
function documentSchemes(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const virtual = isVirtualWorkspace() ? folders.map((folder) => folder.uri.scheme) : [];
  return [...new Set(["file", "untitled", ...virtual])];
}
