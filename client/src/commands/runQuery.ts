import * as vscode from "vscode";
import { showGrid } from "../query/grid/panel.ts";
import { sendQuery } from "../query/run.ts";
import { textTable } from "../query/textTable.ts";
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
    const answer = await sendQuery(app);
    if (answer === undefined) return;
    const { document, result } = answer;
    const form = vscode.workspace.getConfiguration("lockkeeper").get<"grid" | "text">("queryResults", "grid");
    if (form === "text") await app.results.show(document, textTable(result));
    else showGrid(document, result, app.results);
  },
});
