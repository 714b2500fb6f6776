import assert from "node:assert/strict";
import * as vscode from "vscode";
import { diagnosticsOf, inWorkspace, list, open, until } from "./support.ts";

const folder = ["db", "migrations"] as const;

/** An old project, all of it committed: nothing is shown of it until somebody asks, or changes it. */
export function history(): void {
  describe("the history of a project", () => {
    it("is not shown as problems, and one click on the count shows it", async () => {
      const files = (await list(...folder)).map((name) => inWorkspace(...folder, name));
      const found = (): number => files.flatMap((file) => diagnosticsOf(file)).length;
      const editor = await open(...folder, "20250203101500_index_orders_by_status.sql");
      const lens = await until("lens with a count", () => historyLens(editor.document.uri, "not shown"));
      assert.match(lens.title, /^\d+ findings? not shown: as on main · show all$/u);
      assert.equal(found(), 0);
      await vscode.commands.executeCommand(lens.command, ...((lens.arguments ?? []) as unknown[]));
      await until("finding", () => (found() > 3 ? true : undefined));
      const back = await until("lens to hide them", () => historyLens(editor.document.uri, "hide"));
      await vscode.commands.executeCommand(back.command);
      await until("end of the findings", () => (found() === 0 ? true : undefined));
    });

    it("ends for a file that is edited", async () => {
      const editor = await open(...folder, "20250203101500_index_orders_by_status.sql");
      const at = editor.document.positionAt(editor.document.getText().length);
      await editor.edit((edit) => edit.insert(at, "\n"));
      await until("finding", () => diagnosticsOf(editor.document.uri)[0]);
      await vscode.commands.executeCommand("undo");
      await until("end of the findings", () =>
        diagnosticsOf(editor.document.uri).length === 0 ? true : undefined,
      );
    });
  });
}

async function historyLens(uri: vscode.Uri, words: string): Promise<vscode.Command | undefined> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
    10,
  );
  return lenses.flatMap(({ command }) => command ?? []).find(({ title }) => title.includes(words));
}
