import * as vscode from "vscode";
import { isVirtualWorkspace } from "../trust.ts";
import { pendingMigrations } from "./model.ts";
import type { MigrationsModel } from "./model.ts";
import type { TreeNode } from "./nodes.ts";
import { MigrationsProvider } from "./provider.ts";

/** Creates the migrations view and keeps its badge and its message true. */
export function createMigrationsView(model: MigrationsModel): vscode.TreeView<TreeNode> {
  const view = vscode.window.createTreeView("lockkeeper.migrations", {
    treeDataProvider: new MigrationsProvider(model),
    showCollapseAll: true,
  });
  const update = (): void => {
    const pending = pendingMigrations(model.projects ?? []).length;
    view.badge =
      pending === 0
        ? undefined
        : { value: pending, tooltip: vscode.l10n.t("{0} migrations pending", pending) };
    view.message = restriction();
  };
  model.onDidChange(update);
  vscode.workspace.onDidGrantWorkspaceTrust(update);
  update();
  return view;
}

/** An empty message takes no room. */
function restriction(): string {
  if (isVirtualWorkspace()) return vscode.l10n.t("Virtual workspace: analysis only.");
  if (!vscode.workspace.isTrusted) return vscode.l10n.t("Restricted mode: analysis only, nothing is run.");
  return "";
}
