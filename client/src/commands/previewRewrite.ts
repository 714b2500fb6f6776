import * as vscode from "vscode";
import type { Command } from "./command.ts";

/** Shows what a code action would write. Called with `{ title, edit }` by the action itself, not from the palette. */
export const previewRewrite: Command = {
  id: "lockkeeper.previewRewrite",
  async run(app, argument) {
    if (typeof argument !== "object" || argument === null) return;
    const title: unknown = Reflect.get(argument, "title");
    const edit: unknown = Reflect.get(argument, "edit");
    if (typeof title !== "string" || !(edit instanceof vscode.WorkspaceEdit)) return;
    await app.preview.show(title, edit.entries());
  },
};
