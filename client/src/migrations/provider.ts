import * as vscode from "vscode";
import type { ProjectItem } from "../../../server/src/protocol.ts";
import type { MigrationsModel } from "./model.ts";
import { ProjectNode } from "./nodes.ts";
import type { TreeNode } from "./nodes.ts";

/** Shows the model as a tree, of which only what changed is drawn anew. */
export class MigrationsProvider implements vscode.TreeDataProvider<TreeNode> {
  readonly #model: MigrationsModel;
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #roots: readonly ProjectNode[];

  constructor(model: MigrationsModel) {
    this.#model = model;
    this.#roots = this.#nodes();
    model.onDidChange(() => this.#update());
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node.item();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node === undefined ? this.#roots : node.children())];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  #update(): void {
    const { projects = [] } = this.#model;
    const isSame =
      projects.length === this.#roots.length &&
      projects.every(({ uri }, index) => uri === this.#roots[index]?.id);
    if (!isSame) {
      this.#roots = this.#nodes();
      this.#changed.fire(undefined);
      return;
    }
    const changed = projects.flatMap(
      (project, index) => this.#roots[index]?.update(project, this.#runningIn(project)) ?? [],
    );
    if (changed.length > 0) this.#changed.fire(changed);
  }

  #nodes(): readonly ProjectNode[] {
    const { projects = [] } = this.#model;
    return projects.map((project) => new ProjectNode(project, this.#runningIn(project)));
  }

  /** The version of its migration that a run has come to. */
  #runningIn({ uri }: ProjectItem): string | undefined {
    const { running } = this.#model;
    return running?.project === uri ? running.version : undefined;
  }
}
