import * as vscode from "vscode";
import { defineCommand } from "./command.ts";

/** Opens a copy of the sample project that ships with the extension, so that anything may be tried on it. */
export const openSample = defineCommand({
  id: "lockkeeper.openSample",
  title: "Open Sample Project",
  async run({ extensionUri, storageUri }) {
    const copy = vscode.Uri.joinPath(storageUri, "sample", "shop");
    const isThere = await vscode.workspace.fs.stat(copy).then(
      () => true,
      () => false,
    );
    // What was tried on it stays.
    if (!isThere) await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, "samples", "shop"), copy);
    await vscode.commands.executeCommand("vscode.openFolder", copy, { forceNewWindow: true });
  },
});
