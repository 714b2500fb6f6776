import type { Context } from "./context.ts";
import { pathOf } from "./openDocuments.ts";

export interface SyncEvents {
  /** A document was opened, edited or closed. */
  edited(uri: string): void;
  /** A file was opened that a folder does not know yet. */
  appeared(): void;
}

/**
 * Keeps the open documents. Only the text is stored here; analysis waits until somebody asks, so that a burst of
 * edits costs one.
 */
export function registerDocumentSync(context: Context, events: SyncEvents): void {
  const { connection, documents, failures } = context;
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const document = documents.open(uri, languageId, version, text);
    void context.workspace.then((workspace) => {
      workspace.close(uri);
      workspace.touch(document);
      const path = pathOf(uri);
      if (path !== undefined && workspace.misses(path)) events.appeared();
      events.edited(uri);
    });
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.change(uri, contentChanges, version);
    if (document === undefined) return;
    failures.forget(uri);
    void context.workspace.then((workspace) => {
      workspace.touch(document);
      events.edited(uri);
    });
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const document = documents.get(uri);
    if (document === undefined) return;
    documents.close(uri);
    void context.workspace.then((workspace) => {
      const path = pathOf(uri);
      if (path !== undefined) workspace.changedOnDisk(path);
      workspace.touch(document);
      workspace.close(uri);
      events.edited(uri);
    });
  });
}
