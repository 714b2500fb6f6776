import * as vscode from "vscode";
import type { App } from "./app.ts";

/** Where a new user looks first, as with `npm start`: a lock on a second table; its statement stands in line 4. */
const first = "db/migrations/20250218083000_link_payments_to_orders.sql";

/** Where our copy of the sample project lies, so that anything may be tried on it. */
export function sampleFolder({ storageUri }: Pick<App, "storageUri">): vscode.Uri {
  return vscode.Uri.joinPath(storageUri, "sample", "shop");
}

/** In a window on the sample in which nothing is open: begins with a hazard. */
export async function beginSample(app: Pick<App, "storageUri">): Promise<void> {
  const folder = sampleFolder(app);
  const [opened, ...others] = vscode.workspace.workspaceFolders ?? [];
  const isEmpty = vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
  if (!isEmpty || others.length > 0 || opened?.uri.toString() !== folder.toString()) return;
  const at = new vscode.Position(3, 0);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, first), {
    selection: new vscode.Range(at, at),
  });
}
