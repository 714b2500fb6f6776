import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** Code actions that make new files are shown first: their edit becomes the argument of a command. */
export const rewriteMiddleware: Middleware = {
  async resolveCodeAction(item, token, next) {
    // Nothing is left to find out; on the way to the server and back, what its command is called with would be copied.
    if (item.command !== undefined) return item;
    const action = await next(item, token);
    if (!action?.edit || !(await makesFiles(action.edit))) return action;
    const { title, edit } = action;
    action.command = { command: "lockkeeper.previewRewrite", title, arguments: [{ title, edit }] };
    delete action.edit;
    return action;
  },
};

async function makesFiles(edit: vscode.WorkspaceEdit): Promise<boolean> {
  const exist = await Promise.all(edit.entries().map(async ([uri]) => exists(uri)));
  return exist.includes(false);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
