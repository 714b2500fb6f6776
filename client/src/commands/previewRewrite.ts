import * as vscode from "vscode";
import { defineCommand } from "./command.ts";

/** Shows what a code action would write. Called with `{ title, edit }` by the action itself, not from the palette. */
export const previewRewrite = defineCommand({
  id: "lockkeeper.previewRewrite",
  title: "Preview Rewrite",
  icon: "$(diff-multiple)",
  palette: "false",
  async run(app, argument) {
    if (typeof argument !== "object" || argument === null) return;
    const title: unknown = Reflect.get(argument, "title");
    const edit: unknown = Reflect.get(argument, "edit");
    if (typeof title !== "string" || !(edit instanceof vscode.WorkspaceEdit)) return;
    await app.preview.show(title, edit.entries());
  },
});
