import { randomUUID } from "node:crypto";
import type { Diagnostic } from "vscode-languageserver-protocol";
import type { ClientFacts } from "./clientFacts.ts";
import { diagnosticsOf, failureDiagnostic, type Related } from "./diagnostics.ts";
import { rangeOf, type FileView, type ViewedParts } from "./fileView.ts";
import type { History } from "./history/history.ts";
import type { HistoryReason } from "./history/whatIsHistory.ts";
import { onlyRefusals, withoutAccepted } from "./history/withoutHistory.ts";
import { relatedTables } from "./related.ts";
import { isQueryDocument } from "../protocol/queryDocument.ts";
import type { RunFailure } from "../protocol.ts";
import type { RunFailures } from "./runFailures.ts";
import type { Workspace } from "./workspace.ts";

/** What is shown of a file, and how much is not. */
export interface ShownDiagnostics {
  /** Changes when the items do. */
  readonly id: string;
  readonly items: Diagnostic[];
  /** Why the file is history; undefined where it is none. */
  readonly reason: HistoryReason | undefined;
  /** How many diagnostics are not shown, and how many of them a baseline of findings accepts. */
  readonly hidden: number;
  readonly accepted: number;
}

interface Computed extends ShownDiagnostics {
  readonly revision: string;
  readonly failure: RunFailure | undefined;
  readonly showsAll: boolean;
}

/** What the computation needs of a session. */
export interface DiagnosticsContext {
  readonly failures: RunFailures;
  readonly client: Pick<ClientFacts, "relatedInformation" | "pages">;
  readonly history: History;
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

  of(view: FileView): ShownDiagnostics {
    const { failures, history } = this.#context;
    const failure = failures.of(view.uri);
    const { showsAll } = history;
    const reason = history.of(view);
    const known = this.#computed.get(view.uri);
    const { uri, revision } = view;
    const isKnown = known?.revision === revision && known.failure === failure && known.reason === reason;
    if (known !== undefined && isKnown && known.showsAll === showsAll) return known;
    const shown = this.#shown(view, reason, showsAll);
    if (failure !== undefined) shown.items.unshift(failureDiagnostic(failure));
    this.#ids += 1;
    const id = `${this.#session}-${this.#ids}`;
    const computed = { ...{ revision, failure, showsAll, reason, id }, ...shown };
    this.#computed.set(uri, computed);
    return computed;
  }

  /** Known for the files that were asked for; `ready` of the project's history must have been awaited. */
  #shown(
    view: FileView,
    reason: HistoryReason | undefined,
    showsAll: boolean,
  ): Pick<ShownDiagnostics, "items" | "hidden" | "accepted"> {
    const { relatedInformation, pages } = this.#context.client;
    const findings = view.project.history?.findings;
    // A query is no migration: what is wrong with it, the server says when it is run.
    if (isQueryDocument(view.uri)) return { items: [], hidden: 0, accepted: 0 };
    const items = (of: ViewedParts): Diagnostic[] =>
      diagnosticsOf(view, of, relatedInformation ? this.#related : undefined, pages);
    if (reason === undefined && findings === undefined) return { items: items(view), hidden: 0, accepted: 0 };
    const all = items(view);
    const fresh = findings === undefined ? all : items(withoutAccepted(view, findings));
    const shown = reason === undefined ? fresh : items(onlyRefusals(view));
    const counts = { hidden: all.length - shown.length, accepted: all.length - fresh.length };
    return { items: showsAll ? all : shown, ...counts };
  }

  readonly #related: Related = (view, statement) =>
    relatedTables(view.upTo, statement, ({ path, span }) => {
      if (path === view.path) return { uri: view.uri, range: rangeOf(view.document, span) };
      const other = this.#workspace.sibling(view, path);
      return other === undefined ? undefined : { uri: other.uri, range: rangeOf(other.document, span) };
    });
}
