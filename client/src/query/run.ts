import * as vscode from "vscode";
import type { QueryResult } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { ensureDatabase } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { requireExecution } from "../trust.ts";

/**
 * Sends the selection of the SQL document at hand, or all of it, to be run or only explained; undefined where there is
 * nothing to send or it failed, which is said at its place.
 */
export async function sendQuery(
  app: App,
  explained = false,
): Promise<{ readonly document: vscode.TextDocument; readonly result: QueryResult } | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "sql") {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open an SQL document first."));
    return undefined;
  }
  const { document, selection } = editor;
  const range = selection.isEmpty ? undefined : selection;
  const sql = document.getText(range);
  if (sql.trim() === "" || !(await requireExecution()) || !(await ensureDatabase(app))) return undefined;
  app.queryErrors.clear(document);
  const title = vscode.l10n.t("Running the query");
  const reply = await withDatabaseProgress(app.database, title, (token) =>
    app.database.query(sql, explained, token),
  );
  if (reply === undefined) return undefined;
  if (reply.ok) return { document, result: reply.value };
  const begin = document.offsetAt(range?.start ?? new vscode.Position(0, 0));
  app.queryErrors.set(document, begin, reply.error);
  void showFailure(app.output, reply.error);
  return undefined;
}
