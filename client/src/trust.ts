import * as vscode from "vscode";

/** True where no folder lies on a disk, so that nothing can be run there. */
export function isVirtualWorkspace(): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 0 && folders.every((folder) => folder.uri.scheme !== "file");
}

/** Whether anything but analysis may happen: no database, no runner, no container otherwise. */
export function mayExecute(): boolean {
  return vscode.workspace.isTrusted && !isVirtualWorkspace();
}

/** Like `mayExecute`, and tells the user what to do about it. */
export async function requireExecution(): Promise<boolean> {
  if (mayExecute()) return true;
  if (isVirtualWorkspace()) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "Lockkeeper only analyses in a virtual workspace. Open a folder on a disk to run migrations.",
      ),
    );
    return false;
  }
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const message = vscode.l10n.t(
    "Lockkeeper only analyses while this workspace is restricted. Trust it to run migrations.",
  );
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
  return false;
}
