import * as vscode from "vscode";

/** The scheme of the read-only documents that hold results. */
export const resultScheme = "lockkeeper-result";

/** Results of queries as read-only documents; one per query document, replaced by its next run. */
export class ResultDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(resultScheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Shows a text beside the query it came from; the focus stays with the query. */
  async show(query: vscode.TextDocument, text: string): Promise<void> {
    const name = query.uri.path.split("/").at(-1) ?? "query";
    await this.#open(`${name} – result.txt`, query.uri.toString(), text, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
  }

  /** Shows a text of its own; the next one of the same name and origin takes its place. */
  async showText(name: string, origin: string, text: string): Promise<void> {
    await this.#open(name, origin, text, {});
  }

  async #open(
    name: string,
    origin: string,
    text: string,
    options: vscode.TextDocumentShowOptions,
  ): Promise<void> {
    // A slash would begin another folder.
    const path = `/${name.replaceAll("/", "∕")}`;
    const uri = vscode.Uri.from({ scheme: resultScheme, path, query: origin });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    let document = await vscode.workspace.openTextDocument(uri);
    // A document that was open already learns of its new text a moment later, or is closed before that.
    while (document.getText() !== text) {
      await changeOf(document);
      document = await vscode.workspace.openTextDocument(uri);
    }
    await vscode.window.showTextDocument(document, { ...options, preview: false });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

async function changeOf(document: vscode.TextDocument): Promise<void> {
  await new Promise<void>((resolve) => {
    const changed = (of: vscode.TextDocument): void => {
      if (of !== document) return;
      listener.dispose();
      resolve();
    };
    const listener = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => changed(event.document)),
      vscode.workspace.onDidCloseTextDocument(changed),
    );
  });
}
