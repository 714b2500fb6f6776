import { randomUUID } from "node:crypto";
import type { Diagnostic } from "vscode-languageserver-protocol";
import type { ClientFacts } from "./clientFacts.ts";
import { diagnosticsOf, failureDiagnostic, type Related } from "./diagnostics.ts";
import { rangeOf, type FileView } from "./fileView.ts";
import { relatedTables } from "./related.ts";
import type { RunFailure } from "../protocol.ts";
import type { RunFailures } from "./runFailures.ts";
import type { Workspace } from "./workspace.ts";

interface Computed {
  readonly revision: string;
  readonly failure: RunFailure | undefined;
  readonly id: string;
  readonly items: Diagnostic[];
}

/** What the computation needs of a session. */
export interface DiagnosticsContext {
  readonly failures: RunFailures;
  readonly client: Pick<ClientFacts, "relatedInformation" | "pages">;
}

/** The diagnostics of files, computed once for each state of a file. */
export class FileDiagnostics {
  readonly #context: DiagnosticsContext;
  readonly #workspace: Workspace;
  readonly #computed = new Map<string, Computed>();
  /** Ids of an earlier server, which the client may still hold, must not be taken for ours. */
  readonly #session = randomUUID();
  #ids = 0;

  constructor(context: DiagnosticsContext, workspace: Workspace) {
    this.#context = context;
    this.#workspace = workspace;
  }

  /** `id` changes when the items do. */
  of(view: FileView): { readonly id: string; readonly items: Diagnostic[] } {
    const failure = this.#context.failures.of(view.uri);
    const known = this.#computed.get(view.uri);
    if (known?.revision === view.revision && known.failure === failure) return known;
    const { relatedInformation, pages } = this.#context.client;
    const items = diagnosticsOf(view, relatedInformation ? this.#related : undefined, pages);
    if (failure !== undefined) items.unshift(failureDiagnostic(failure));
    this.#ids += 1;
    const computed = { revision: view.revision, failure, id: `${this.#session}-${this.#ids}`, items };
    this.#computed.set(view.uri, computed);
    return computed;
  }

  readonly #related: Related = (view, statement) =>
    relatedTables(view.upTo, statement, ({ path, span }) => {
      if (path === view.path) return { uri: view.uri, range: rangeOf(view.document, span) };
      const other = this.#workspace.sibling(view, path);
      return other === undefined ? undefined : { uri: other.uri, range: rangeOf(other.document, span) };
    });
}
