import * as vscode from "vscode";
import type { SectionItem } from "../../../server/src/protocol.ts";
import { toRange } from "../positions.ts";

/** A row of a tree. */
export function row(id: string, label: string, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  return item;
}

/** What a screen reader says of a row: all that it shows. */
export function readable(item: vscode.TreeItem, parts: readonly string[]): vscode.TreeItem {
  item.accessibilityInformation = { label: parts.filter((part) => part !== "").join(", ") };
  return item;
}

/** The only thing that a click does. */
export function openCommand(uri: string, range: SectionItem["range"] | undefined): vscode.Command {
  const start = range === undefined ? undefined : toRange(range).start;
  const options: vscode.TextDocumentShowOptions =
    start === undefined ? {} : { selection: new vscode.Range(start, start), preserveFocus: true };
  return {
    command: "vscode.open",
    title: vscode.l10n.t("Open"),
    arguments: [vscode.Uri.parse(uri), options],
  };
}
