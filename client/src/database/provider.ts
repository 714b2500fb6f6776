import * as vscode from "vscode";
import type { DatabaseState } from "../../../server/src/protocol.ts";
import type { DatabaseModel } from "./model.ts";
import { kindIcon, kindWords, statusLook } from "./words.ts";

/** Rows of the database view: the database itself and what there is to know about it. */
type Row = "database" | "problem";

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
    const item = row === "database" ? databaseItem(state) : problemItem(state.problem ?? "");
    item.id = `lockkeeper.database.${row}`;
    return item;
  }
}

function details(state: DatabaseState): Row[] {
  return state.problem === undefined ? [] : ["problem"];
}

function databaseItem(state: DatabaseState): vscode.TreeItem {
  const { words, icon } = statusLook(state.status);
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(kindWords(state.kind), details(state).length > 0 ? Expanded : None);
  item.description = state.status === "ready" ? `${words} · ${state.description}` : words;
  item.iconPath = state.status === "ready" ? kindIcon(state.kind) : icon;
  item.tooltip = [state.description, state.problem ?? ""].filter((line) => line !== "").join("\n");
  item.contextValue = `database ${state.status} ${state.kind}`;
  item.accessibilityInformation = { label: `${kindWords(state.kind)}, ${words}, ${state.description}` };
  return item;
}

function problemItem(problem: string): vscode.TreeItem {
  const label = vscode.l10n.t("Problem");
  const item = new vscode.TreeItem(label);
  item.description = problem;
  item.iconPath = new vscode.ThemeIcon("warning");
  item.tooltip = problem;
  item.accessibilityInformation = { label: `${label}: ${problem}` };
  return item;
}
