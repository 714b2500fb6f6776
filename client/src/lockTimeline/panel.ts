import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { lockTimelineRequest } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { pageWith } from "./page.ts";

/** Beside which text, and where the cursor was there: the section around it is shown. */
interface Shown {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position | undefined;
}

let open: LockTimelinePanel | undefined;

/** Shows the lock timeline of a migration beside its text; there is one panel, for the migration that was asked about last. */
export async function showLockTimeline(app: App, shown: Shown): Promise<void> {
  open ??= new LockTimelinePanel(app, () => (open = undefined));
  await open.show(shown);
}

class LockTimelinePanel {
  readonly #app: App;
  readonly #panel: vscode.WebviewPanel;
  #shown: Shown | undefined;
  #svg: string | undefined;

  constructor(app: App, closed: () => void) {
    this.#app = app;
    this.#panel = vscode.window.createWebviewPanel(
      "lockkeeper.lockTimeline",
      vscode.l10n.t("Lock Timeline"),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    const listening = [
      this.#panel.webview.onDidReceiveMessage((message: unknown) => void this.#heard(message)),
      // Findings come with each new analysis of the file.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === this.#shown?.uri.toString())) void this.#draw();
      }),
    ];
    this.#panel.onDidDispose(() => {
      for (const each of listening) each.dispose();
      closed();
    });
  }

  async show(shown: Shown): Promise<void> {
    this.#shown = shown;
    const name = shown.uri.path.split("/").at(-1) ?? "";
    this.#panel.title = vscode.l10n.t("Locks of {0}", name);
    await this.#draw();
    this.#panel.reveal(undefined, true);
  }

  async #draw(): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined) return;
    const answer = await this.#app.server.client.sendRequest(lockTimelineRequest, {
      textDocument: { uri: shown.uri.toString() },
      ...(shown.position === undefined ? {} : { position: shown.position }),
    });
    if (this.#shown !== shown || (answer?.svg === this.#svg && this.#svg !== undefined)) return;
    this.#svg = answer?.svg;
    this.#panel.webview.html = pageWith(this.#panel.title, this.#svg, randomUUID());
  }

  async #heard(message: unknown): Promise<void> {
    if (typeof message !== "object" || message === null || !("kind" in message)) return;
    if (message.kind === "save") await this.#save();
    else if ("offset" in message && typeof message.offset === "number") await this.#goTo(message.offset);
  }

  async #goTo(offset: number): Promise<void> {
    if (this.#shown === undefined) return;
    const document = await vscode.workspace.openTextDocument(this.#shown.uri);
    const place = document.positionAt(offset);
    const there = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: there?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(place, place),
    });
  }

  async #save(): Promise<void> {
    if (this.#shown === undefined || this.#svg === undefined) return;
    const defaultUri = this.#shown.uri.with({ path: `${this.#shown.uri.path.replace(/\.sql$/, "")}.svg` });
    const target = await vscode.window.showSaveDialog({ defaultUri, filters: { SVG: ["svg"] } });
    if (target !== undefined)
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(this.#svg));
  }
}
