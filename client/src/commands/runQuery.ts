import * as vscode from "vscode";
import { ensureDatabase } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { textTable } from "../query/textTable.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Runs the selection, or the whole SQL document, on the selected database and shows the result beside it. */
export const runQuery = defineCommand({
  id: "lockkeeper.runQuery",
  title: "Run Query",
  icon: "$(run)",
  enablement: "lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.mayExecute && editorLangId == sql",
  menus: [
    {
      menu: "editor/title",
      when: "editorLangId == sql && resourceScheme == untitled && lockkeeper.mayExecute",
      group: "navigation@1",
    },
  ],
  key: {
    key: "ctrl+enter",
    mac: "cmd+enter",
    when: "editorTextFocus && editorLangId == sql && resourceScheme == untitled && lockkeeper.mayExecute",
  },
  async run(app) {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "sql") {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open an SQL document first."));
      return;
    }
    const { document, selection } = editor;
    const sql = document.getText(selection.isEmpty ? undefined : selection);
    if (sql.trim() === "" || !(await requireExecution()) || !(await ensureDatabase(app))) return;
    const title = vscode.l10n.t("Running the query");
    const reply = await withDatabaseProgress(app.database, title, (token) => app.database.query(sql, token));
    if (reply === undefined) return;
    if (reply.ok) await app.results.show(document, textTable(reply.value));
    else void showFailure(app.output, reply.error);
  },
});
