import { TextDocumentSyncKind, type ServerCapabilities } from "vscode-languageserver-protocol";
import type { ClientFacts } from "./clientFacts.ts";
import { features } from "./features/index.ts";

/** What the server offers to this client: that of every feature, and to be told of documents and folders. */
export function capabilities(client: ClientFacts): ServerCapabilities {
  const own: ServerCapabilities = {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return features.reduce((all, feature) => ({ ...all, ...feature.capabilities(client) }), own);
}
