import { ResourceOperationKind, type InitializeParams } from "vscode-languageserver-protocol";
import * as z from "zod";
import { pagesFor, type Pages } from "./pages.ts";

/** What the client at the other end can do, and what it sent along. */
export interface ClientFacts {
  readonly folders: readonly string[];
  readonly trusted: boolean;
  readonly storagePath: string | undefined;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly workspaceFolders: boolean;
  readonly registersWatchers: boolean;
  readonly relatedInformation: boolean;
  readonly symbolTree: boolean;
  readonly resolvesActionEdits: boolean;
  readonly actionLiterals: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly showsDocuments: boolean;
  readonly annotations: boolean;
  readonly snippetEdits: boolean;
  readonly markdownHovers: boolean;
  readonly preparesRenames: boolean;
  /** Completions may hold places to fill in. */
  readonly completesSnippets: boolean;
  readonly pages: Pages;
  /** What is done about findings stands behind one entry of its menu. */
  readonly groupsFindings: boolean;
}

const options = z.object({
  trusted: z.boolean().catch(false),
  storagePath: z.string().optional().catch(undefined),
  openPageCommand: z.string().optional().catch(undefined),
  groupsFindings: z.boolean().catch(false),
});

export function clientFacts(params: InitializeParams): ClientFacts {
  const { workspace, textDocument, window } = params.capabilities;
  const edits = workspace?.workspaceEdit;
  const createsFiles = edits?.resourceOperations?.includes(ResourceOperationKind.Create) === true;
  const actions = textDocument?.codeAction;
  const formats = textDocument?.hover?.contentFormat;
  // An editor that says nothing about trust gets analysis only: nothing is run for it.
  const given = options.safeParse(params.initializationOptions ?? {});
  return {
    folders: foldersOf(params),
    trusted: given.success && given.data.trusted,
    storagePath: given.success ? given.data.storagePath : undefined,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relatedInformation:
      textDocument?.diagnostic?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    symbolTree: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    resolvesActionEdits:
      actions?.resolveSupport?.properties.includes("edit") === true && actions.dataSupport === true,
    actionLiterals: actions?.codeActionLiteralSupport !== undefined,
    // Files are made by document changes alone, so who makes files takes them; Neovim 0.7 says only that it does.
    documentChanges: edits?.documentChanges === true || createsFiles,
    createsFiles,
    showsDocuments: window?.showDocument?.support === true,
    annotations: edits?.changeAnnotationSupport !== undefined,
    snippetEdits: edits?.snippetEditSupport === true,
    preparesRenames: textDocument?.rename?.prepareSupport === true,
    completesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    markdownHovers: formats === undefined || formats.includes("markdown"),
    pages: pagesFor(given.success ? given.data.openPageCommand : undefined),
    groupsFindings: given.success && given.data.groupsFindings,
  };
}

const olderRoot = z.object({ rootUri: z.string() });

/** `rootUri` is what clients without folders send. */
function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders !== undefined && params.workspaceFolders !== null) {
    return params.workspaceFolders.map(({ uri }) => uri);
  }
  const older = olderRoot.safeParse(params);
  return older.success ? [older.data.rootUri] : [];
}
