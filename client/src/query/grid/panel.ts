import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { QueryResult } from "../../../../server/src/protocol.ts";
import { csvOf } from "../csv.ts";
import type { ResultDocuments } from "../resultDocuments.ts";
import { textTable } from "../textTable.ts";
import { pageWith } from "./page.ts";

const open = new Map<string, ResultPanel>();

/** Shows a result as a grid beside its query; the query's next result takes its place. */
export function showGrid(query: vscode.TextDocument, result: QueryResult, documents: ResultDocuments): void {
  const key = query.uri.toString();
  const panel = open.get(key) ?? new ResultPanel(query, documents, () => open.delete(key));
  open.set(key, panel);
  panel.show(result);
}

class ResultPanel {
  readonly #query: vscode.TextDocument;
  readonly #documents: ResultDocuments;
  readonly #panel: vscode.WebviewPanel;
  #result: QueryResult | undefined;

  constructor(query: vscode.TextDocument, documents: ResultDocuments, closed: () => void) {
    this.#query = query;
    this.#documents = documents;
    const name = query.uri.path.split("/").at(-1) ?? "query";
    this.#panel = vscode.window.createWebviewPanel(
      "lockkeeper.result",
      vscode.l10n.t("Result of {0}", name),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [], enableFindWidget: true },
    );
    this.#panel.webview.onDidReceiveMessage((message: unknown) => void this.#heard(message));
    this.#panel.onDidDispose(closed);
  }

  show(result: QueryResult): void {
    this.#result = result;
    this.#panel.webview.html = pageWith(result, randomUUID());
    this.#panel.reveal(undefined, true);
  }

  async #heard(message: unknown): Promise<void> {
    if (typeof message !== "object" || message === null || !("kind" in message)) return;
    const result = this.#inOrder(message);
    if (result === undefined) return;
    if (message.kind === "copy") await copy(result);
    else if (message.kind === "save") await save(result);
    else if (message.kind === "text") await this.#documents.show(this.#query, textTable(result));
  }

  /** The rows as the page has sorted them. */
  #inOrder(message: object): QueryResult | undefined {
    const result = this.#result;
    const order: unknown = Reflect.get(message, "rows");
    if (result === undefined || !Array.isArray(order)) return undefined;
    return { ...result, rows: order.flatMap((index) => rowAt(result, index)) };
  }
}

function rowAt({ rows }: QueryResult, index: unknown): readonly (readonly (string | null)[])[] {
  const row = typeof index === "number" ? rows[index] : undefined;
  return row === undefined ? [] : [row];
}

async function copy(result: QueryResult): Promise<void> {
  await vscode.env.clipboard.writeText(csvOf(result));
  vscode.window.setStatusBarMessage(vscode.l10n.t("$(check) Rows copied: {0}", result.rows.length), 5000);
}

async function save(result: QueryResult): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, "result.csv") }),
    filters: { CSV: ["csv"] },
  });
  if (target !== undefined)
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(csvOf(result)));
}
