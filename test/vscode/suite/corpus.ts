import assert from "node:assert/strict";
import * as vscode from "vscode";
import { codeOf, diagnosticsOf, open, until } from "./support.ts";

/** Whole projects, opened as their authors wrote them. */
export function corpus(): void {
  describe("a corpus of whole projects", () => {
    it("shows what a diesel migration locks", async () => {
      const editor = await open("registry", "migrations", "20170312165531_index_dependencies", "up.sql");
      const { uri } = editor.document;
      const [found] = await until("diagnostic", () => some(diagnosticsOf(uri)));
      assert.ok(found);
      assert.match(editor.document.getText(found.range), /INDEX/iu, "the range is on the offending part");
      assert.match(codeOf(found), /^[a-z][a-z-]+$/u, "the code is a rule's id");
      assert.ok(
        typeof found.code === "object" && found.code.target.scheme === "command",
        "the code links to its page",
      );
    });

    it("says what it locks on hover and above the statement", async () => {
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      const { document } = editor;
      const at = document.positionAt(document.getText().search(/CREATE/iu) + 2);
      const text = await until("hover", async () => hoverText(document.uri, at));
      assert.match(text, /SHARE/u);
      assert.match(text, /dependencies/u);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      assert.ok(
        lenses.some(({ command }) => /medium/iu.test(command?.title ?? "")),
        lenses.map(({ command }) => command?.title).join(),
      );
    });

    it("finds the Prisma migrations too", async () => {
      const files = await vscode.workspace.findFiles("metrics/**/migration.sql");
      assert.ok(files.length > 5, "the corpus holds its migrations");
      await vscode.commands.executeCommand("lockkeeper.refresh");
      const found = await until("diagnostic in metrics", () =>
        some(files.flatMap((file) => diagnosticsOf(file))),
      );
      assert.ok(found.length > 0);
    });
  });
}

function some<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

async function hoverText(uri: vscode.Uri, at: vscode.Position): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at);
  const text = hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : JSON.stringify(content)))
    .join("\n");
  return text === "" ? undefined : text;
}
