import * as vscode from "vscode";

/** What a rewrite does to one file: a new file, or edits of one that is there. */
export interface PlannedChange {
  readonly uri: vscode.Uri;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
  readonly edits: readonly vscode.TextEdit[];
}

/** Reads what a rewrite starts from; edits of a file that does not exist make a new one. */
export async function planChange(uri: vscode.Uri, edits: readonly vscode.TextEdit[]): Promise<PlannedChange> {
  const before = await currentText(uri);
  const after = before === undefined ? edits.map((edit) => edit.newText).join("") : applied(before, edits);
  return { uri, before: before?.getText(), after, edits };
}

/** The text of a file as it is now, unsaved changes included. */
export async function currentText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function applied(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): string {
  const lastFirst = edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }))
    .sort((one, other) => other.start - one.start);
  return lastFirst.reduce(
    (text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
    document.getText(),
  );
}
