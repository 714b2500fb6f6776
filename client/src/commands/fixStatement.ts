import * as vscode from "vscode";
import { placeOf } from "../migrations/target.ts";
import { toRange } from "../positions.ts";
import { defineCommand } from "./command.ts";

/** What the lens "Fix…" does: the quick fixes of its statement, as Ctrl+. shows them. */
export const fixStatement = defineCommand({
  id: "lockkeeper.fixStatement",
  title: "Fix Statement…",
  palette: "false",
  async run(_, argument) {
    const place = placeOf(argument);
    if (place === undefined) return;
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(place.uri));
    const range = toRange(place.range);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    // All of the statement is asked for: the finding may begin further on in it.
    editor.selection = new vscode.Selection(range.start, range.end);
    await vscode.commands.executeCommand("editor.action.quickFix");
  },
});
