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
    const uri = vscode.Uri.from({
      scheme: resultScheme,
      path: `/${name} – result.txt`,
      query: query.uri.toString(),
    });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    // A document that was open already learns of its new text a moment later.
    if (document.getText() !== text) await changeOf(document);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

async function changeOf(document: vscode.TextDocument): Promise<void> {
  await new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      listener.dispose();
      resolve();
    });
  });
}
