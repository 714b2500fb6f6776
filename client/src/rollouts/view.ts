import * as vscode from "vscode";
import type { RolloutsModel } from "./model.ts";
import { RolloutNode, type RolloutTreeNode } from "./nodes.ts";

/** Creates the view of the rollouts that are under way. */
export function createRolloutsView(model: RolloutsModel): vscode.Disposable {
  return vscode.window.createTreeView<RolloutTreeNode>("lockkeeper.rollouts", {
    treeDataProvider: {
      onDidChangeTreeData: model.onDidChange,
      getTreeItem: (node) => node.item(),
      getChildren: (node) =>
        node === undefined ? model.all.map((owned) => new RolloutNode(owned, model)) : [...node.children()],
      getParent: (node) => node.parent,
    },
    showCollapseAll: true,
  });
}
