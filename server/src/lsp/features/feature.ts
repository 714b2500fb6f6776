import type { CancellationToken, ServerCapabilities } from "vscode-languageserver-protocol";
import { answer } from "../answer.ts";
import type { ClientFacts } from "../clientFacts.ts";
import type { Context } from "../context.ts";
import type { FileDiagnostics } from "../fileDiagnostics.ts";
import type { FileView } from "../fileView.ts";
import type { History } from "../history/history.ts";
import type { MigrationStatuses } from "../migrationStatuses.ts";
import type { QuerySchema } from "../querySchema.ts";
import type { Workspace } from "../workspace.ts";

/** What features may use, beside what all of a session share. */
export interface FeatureContext extends Context {
  readonly statuses: MigrationStatuses;
  readonly history: History;
  readonly querySchema: QuerySchema;
  /** Resolves with the workspace; never rejects. */
  readonly diagnostics: Promise<FileDiagnostics>;
}

/**
 * A feature of the protocol, one file each: what the server says that it offers, and the requests that it answers.
 * `npm run generate` lists them, so adding one is adding a file.
 */
export interface Feature {
  readonly capabilities: (client: ClientFacts) => ServerCapabilities;
  readonly register: (context: FeatureContext) => void;
}

export function defineFeature(feature: Feature): Feature {
  return feature;
}

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** The handler of a request that only reads a file's view; `fallback` for a file that is none of ours. */
export function reader<P extends DocumentParams, R>(
  { connection, workspace }: Context,
  name: string,
  fallback: R,
  read: (view: FileView, params: P, workspace: Workspace) => R,
): (params: P, token: CancellationToken) => Promise<R> {
  return answer(connection, name, fallback, async (params: P) => {
    const ready = await workspace;
    const view = ready.view(params.textDocument.uri);
    return view === undefined ? fallback : read(view, params, ready);
  });
}
