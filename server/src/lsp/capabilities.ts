import {
  CodeActionKind,
  TextDocumentSyncKind,
  type ServerCapabilities,
} from "vscode-languageserver-protocol";
import type { ClientFacts } from "./clientFacts.ts";
import { showRuleCommand } from "./ignoreActions.ts";

/** What the server offers to this client. */
export function capabilities(client: ClientFacts): ServerCapabilities {
  return {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: false },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
      resolveProvider: client.resolvesActionEdits,
    },
    executeCommandProvider: { commands: [showRuleCommand] },
    diagnosticProvider: {
      identifier: "lockkeeper",
      interFileDependencies: true,
      workspaceDiagnostics: true,
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
