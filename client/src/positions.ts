import * as vscode from "vscode";
import type { SectionItem } from "../../server/src/protocol.ts";

/** The protocol's range as the editor's. */
export function toRange(range: SectionItem["range"]): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

/** Opens a file of the protocol with the cursor on a range. */
export async function openAt(uri: string, range: SectionItem["range"] | undefined): Promise<void> {
  const options: vscode.TextDocumentShowOptions = range === undefined ? {} : { selection: toRange(range) };
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), options);
}
