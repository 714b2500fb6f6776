import * as vscode from "vscode";
import type { RunFailure } from "../../../server/src/protocol.ts";

/** Where the server refused what a query document sent; gone when the text changes or is sent again. */
export class QueryErrors implements vscode.Disposable {
  readonly #found = vscode.languages.createDiagnosticCollection("lockkeeper-query");
  readonly #subscription = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.clear(document)),
    vscode.workspace.onDidCloseTextDocument((document) => this.clear(document)),
  );

  /** `begin`: where in the document what was sent begins, UTF-16. */
  set(document: vscode.TextDocument, begin: number, { span, message, code }: RunFailure): void {
    if (span === undefined) return;
    const [start, end] = [document.positionAt(begin + span.start), document.positionAt(begin + span.end)];
    const found = new vscode.Diagnostic(new vscode.Range(start, end), message);
    found.source = "PostgreSQL";
    found.code = code;
    this.#found.set(document.uri, [found]);
  }

  clear(document: vscode.TextDocument): void {
    this.#found.delete(document.uri);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#found.dispose();
  }
}
