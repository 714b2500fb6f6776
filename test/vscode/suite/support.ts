import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";

/** The workspace's only folder. */
export function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "no folder is open");
  return folder.uri;
}

/** A file of the workspace. */
export function inWorkspace(...parts: readonly string[]): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), ...parts);
}

/** Asks again until there is an answer; fails with what was missing. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  seconds = 300,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) assert.fail(`after ${seconds} s there is still no ${what}`);
    await delay(50);
  }
}

/** Opens a file in an editor. */
export async function open(...parts: readonly string[]): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(inWorkspace(...parts));
}

/** Writes a file of the workspace and opens it. */
export async function create(text: string, ...parts: readonly string[]): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(inWorkspace(...parts), new TextEncoder().encode(text));
  return open(...parts);
}

/** Lockkeeper's diagnostics of a file. */
export function diagnosticsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((each) => each.source?.toLowerCase() === "lockkeeper");
}

/** A diagnostic's code as text; rules have a link beside it. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** The code actions at a range, with their edits. */
export async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  const resolve = 30;
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    undefined,
    resolve,
  );
}

/** Does what the editor does with a chosen code action, and accepts the preview of one that makes files. */
export async function apply({ title, edit, command }: vscode.CodeAction): Promise<void> {
  assert.ok(edit ?? command, `“${title}” does nothing`);
  if (edit) assert.equal(await vscode.workspace.applyEdit(edit), true, `“${title}” was not applied`);
  if (!command) return;
  const given: readonly unknown[] = command.arguments ?? [];
  await vscode.commands.executeCommand(command.command, ...given);
  await vscode.commands.executeCommand("lockkeeper.applyRewrite");
}

/** The names in a folder of the workspace, sorted. */
export async function list(...parts: readonly string[]): Promise<readonly string[]> {
  const entries = await vscode.workspace.fs.readDirectory(inWorkspace(...parts));
  return entries.map(([name]) => name).sort();
}

let queries = 0;

/**
 * Runs SQL through the command that users have, and gives the text of the result beside it. Each query has a name that
 * no other had, so the result found is its own: a result that is shown again under an old name has the text of the
 * query before for a while.
 */
export async function query(sql: string): Promise<string> {
  queries += 1;
  const uri = vscode.Uri.from({ scheme: "untitled", path: `query-${queries}.sql` });
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), sql));
  await until("editor that the query would be taken from", () => {
    const active = vscode.window.activeTextEditor?.document;
    return active === document && active.getText() === sql ? true : undefined;
  });
  await vscode.commands.executeCommand("lockkeeper.runQuery");
  const result = resultOf(document);
  assert.ok(result, `${sql} gave no result; the log says why`);
  const text = result.getText();
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  return text;
}

function resultOf(document: vscode.TextDocument): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === "lockkeeper-result" && uri.query === document.uri.toString(),
  );
}

/** One value of the first row of a query. */
export async function value(sql: string): Promise<string> {
  const [, , row = ""] = (await query(sql)).split("\n");
  return row.trim();
}
