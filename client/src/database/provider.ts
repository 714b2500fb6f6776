import * as vscode from "vscode";
import type { DatabaseState } from "../../../server/src/protocol.ts";
import type { DatabaseModel } from "./model.ts";
import { kindIcon, kindWords, statusLook } from "./words.ts";

/** Rows of the database view: the database itself and what there is to know about it. */
type Row = "database" | "address" | "problem";

/** Shows the selected database; empty, so that the view's welcome text shows, while there is none. */
export class DatabaseProvider implements vscode.TreeDataProvider<Row> {
  readonly #model: DatabaseModel;
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(model: DatabaseModel) {
    this.#model = model;
    this.onDidChangeTreeData = model.onDidChange;
  }

  getChildren(row?: Row): Row[] {
    const state = this.#model.state;
    if (state === undefined || state.status === "none") return [];
    if (row === undefined) return ["database"];
    return row === "database" ? details(state) : [];
  }

  getParent(row: Row): Row | undefined {
    return row === "database" ? undefined : "database";
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const state = this.#model.state;
    if (state === undefined) return new vscode.TreeItem("");
    const item = row === "database" ? databaseItem(state) : detailItem(row, state);
    item.id = `lockkeeper.database.${row}`;
    return item;
  }
}

function details(state: DatabaseState): Row[] {
  const address: Row[] = state.status === "ready" ? ["address"] : [];
  const problem: Row[] = state.problem === undefined ? [] : ["problem"];
  return [...address, ...problem];
}

function databaseItem(state: DatabaseState): vscode.TreeItem {
  const { words, icon } = statusLook(state.status);
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(kindWords(state.kind), details(state).length > 0 ? Expanded : None);
  item.description = words;
  item.iconPath = state.status === "ready" ? kindIcon(state.kind) : icon;
  item.tooltip = [state.description, state.problem ?? ""].filter((line) => line !== "").join("\n");
  item.contextValue = `database ${state.status} ${state.kind}`;
  item.accessibilityInformation = { label: `${kindWords(state.kind)}, ${words}, ${state.description}` };
  return item;
}

function detailItem(row: Exclude<Row, "database">, state: DatabaseState): vscode.TreeItem {
  switch (row) {
    case "address":
      return detail(vscode.l10n.t("Where"), state.description, new vscode.ThemeIcon("plug"));
    case "problem":
      return detail(vscode.l10n.t("Problem"), state.problem ?? "", new vscode.ThemeIcon("warning"));
  }
}

function detail(label: string, description: string, icon: vscode.ThemeIcon): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.iconPath = icon;
  item.tooltip = description;
  item.accessibilityInformation = { label: `${label}: ${description}` };
  return item;
}
