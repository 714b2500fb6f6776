import * as vscode from "vscode";
import { setContext } from "../contexts.ts";
import { currentText, planChange } from "./plannedChange.ts";
import type { PlannedChange } from "./plannedChange.ts";

/** The scheme of the documents that show files as a rewrite would leave them. */
const scheme = "lockkeeper-preview";

/** What to do to which file; several edits of one file are one entry. */
export type FileEdits = readonly [vscode.Uri, readonly vscode.TextEdit[]];

interface Pending {
  readonly title: string;
  readonly changes: readonly PlannedChange[];
}

/**
 * Shows a rewrite of several files as differences side by side, and writes all of it or nothing. The editor's own
 * refactoring preview is not used: it starts with nothing ticked, and half of a plan is worse than none.
 */
export class RewritePreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #texts = new Map<string, string>();
  #pending: Pending | undefined;
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Opens the differences and asks; what was shown before is discarded. */
  async show(title: string, files: readonly FileEdits[]): Promise<void> {
    await this.discard();
    const changes = await Promise.all(files.map(async ([uri, edits]) => planChange(uri, edits)));
    this.#pending = { title, changes };
    this.#count += 1;
    const resources = changes.map((change) => this.#resource(change));
    await vscode.commands.executeCommand("vscode.changes", title, resources);
    setContext("lockkeeper.previewing", true);
    void this.#ask(title, changes.length);
  }

  /** Writes what is shown; refuses where a file changed meanwhile. */
  async apply(): Promise<void> {
    const pending = this.#pending;
    if (pending === undefined || (await outdated(pending))) return;
    await this.discard();
    const edit = new vscode.WorkspaceEdit();
    for (const { uri, before, after, edits } of pending.changes) {
      if (before === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(after) });
      else edit.set(uri, [...edits]);
    }
    const written = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    if (!written) throw new Error(vscode.l10n.t("{0}: the files could not be written.", pending.title));
    const [first] = pending.changes;
    if (first !== undefined) await vscode.window.showTextDocument(first.uri);
  }

  /** Forgets what is shown and closes it. */
  async discard(): Promise<void> {
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    this.#texts.clear();
    setContext("lockkeeper.previewing", false);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(tabs.filter((tab) => tab.label.startsWith(pending.title)));
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #resource({
    uri,
    before,
    after,
  }: PlannedChange): readonly [vscode.Uri, vscode.Uri | undefined, vscode.Uri] {
    const shown = uri.with({ scheme, authority: "", query: String(this.#count) });
    this.#texts.set(shown.toString(), after);
    return [uri, before === undefined ? undefined : uri, shown];
  }

  async #ask(title: string, files: number): Promise<void> {
    const apply = vscode.l10n.t("Apply");
    const discard = vscode.l10n.t("Discard");
    const message = vscode.l10n.t("{0}: write these {1} files?", title, files);
    const answer = await vscode.window.showInformationMessage(message, apply, discard);
    // The answer may come when something else is shown, or after the command was used.
    if (this.#pending?.title !== title) return;
    if (answer === apply) await vscode.commands.executeCommand("lockkeeper.applyRewrite");
    if (answer === discard) await this.discard();
  }
}

async function outdated({ title, changes }: Pending): Promise<boolean> {
  for (const { uri, before } of changes) {
    if ((await currentText(uri))?.getText() === before) continue;
    const name = uri.path.split("/").at(-1) ?? uri.path;
    void vscode.window.showWarningMessage(
      vscode.l10n.t("{0}: {1} changed since this was shown. Ask for the rewrite again.", title, name),
    );
    return true;
  }
  return false;
}
