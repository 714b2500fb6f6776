import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver-protocol";
import { answer, breather } from "../answer.ts";
import type { FileDiagnostics } from "../fileDiagnostics.ts";
import type { FileView } from "../fileView.ts";
import { defineFeature, type FeatureContext } from "./feature.ts";
import { inSlices } from "../slices.ts";
import type { Workspace } from "../workspace.ts";

/** `textDocument/diagnostic` and `workspace/diagnostic`. */
export const pullDiagnosticsFeature = defineFeature({
  capabilities: () => ({
    diagnosticProvider: { identifier: "lockkeeper", interFileDependencies: true, workspaceDiagnostics: true },
  }),
  register: (context) => {
    const { connection, diagnostics } = context;
    const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    connection.languages.diagnostics.on(
      answer(
        connection,
        "Diagnostics",
        nothing,
        async ({ textDocument, previousResultId }: DocumentDiagnosticParams) => {
          const view = (await context.workspace).view(textDocument.uri);
          if (view === undefined) return nothing;
          await context.history.ready(view.project);
          return reportOf(await diagnostics, view, previousResultId);
        },
      ),
    );
    const empty: WorkspaceDiagnosticReport = { items: [] };
    connection.languages.diagnostics.onWorkspace(
      answer(
        connection,
        "Workspace diagnostics",
        empty,
        async (params: WorkspaceDiagnosticParams, token) => ({
          items: await workspaceReports(context, await context.workspace, await diagnostics, params, token),
        }),
      ),
    );
  },
});

function reportOf(
  diagnostics: FileDiagnostics,
  view: FileView,
  previous: string | undefined,
): DocumentDiagnosticReport {
  const { id, items } = diagnostics.of(view);
  return id === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}

async function workspaceReports(
  { documents, history }: FeatureContext,
  workspace: Workspace,
  diagnostics: FileDiagnostics,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  await inSlices((enough) => !token.isCancellationRequested && workspace.advance(enough));
  if (token.isCancellationRequested) return [];
  for (const { setup } of workspace.projects) await history.ready(setup);
  const pause = breather(token);
  const reports: WorkspaceDocumentDiagnosticReport[] = [];
  for (const view of workspace.views()) {
    const { uri } = view;
    const version = documents.get(uri)?.version ?? null;
    reports.push({ ...reportOf(diagnostics, view, previous.get(uri)), uri, version });
    previous.delete(uri);
    await pause();
  }
  // Files that are gone must lose what was said of them.
  for (const uri of previous.keys()) {
    reports.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
  }
  return reports;
}
