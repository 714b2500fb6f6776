import type * as vscode from "vscode";
import type { MigrationsModel } from "./model.ts";
import { ProjectNode } from "./nodes.ts";
import type { TreeNode } from "./nodes.ts";

/** Shows the model as a tree. */
export class MigrationsProvider implements vscode.TreeDataProvider<TreeNode> {
  readonly #model: MigrationsModel;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(model: MigrationsModel) {
    this.#model = model;
    this.onDidChangeTreeData = model.onDidChange;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node.item();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node !== undefined) return [...node.children()];
    return (this.#model.projects ?? []).map((project) => new ProjectNode(project));
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }
}
