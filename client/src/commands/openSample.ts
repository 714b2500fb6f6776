import * as vscode from "vscode";
import { sampleFolder } from "../sample.ts";
import { defineCommand } from "./command.ts";

/** Opens a copy of the sample project that ships with the extension, so that anything may be tried on it. */
export const openSample = defineCommand({
  id: "lockkeeper.openSample",
  title: "Open Sample Project",
  async run(app) {
    const copy = sampleFolder(app);
    const isThere = await vscode.workspace.fs.stat(copy).then(
      () => true,
      () => false,
    );
    // What was tried on it stays.
    if (!isThere)
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(app.extensionUri, "samples", "shop"), copy);
    // A window without a folder has nothing to lose.
    const forceNewWindow = vscode.workspace.workspaceFolders !== undefined;
    await vscode.commands.executeCommand("vscode.openFolder", copy, { forceNewWindow });
  },
});
