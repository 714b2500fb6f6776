import type { Context } from "./context.ts";
import { Delay } from "./delay.ts";
import type { FileDiagnostics } from "./fileDiagnostics.ts";
import type { FileView } from "./fileView.ts";
import type { History } from "./history/history.ts";
import { inSlices } from "./slices.ts";

/** Milliseconds without an edit before diagnostics are sent unasked. */
const pause = 50;

/** Sends diagnostics to clients that do not ask for them: those of every file whose diagnostics changed. */
export class PushDiagnostics {
  readonly #context: Context & { readonly history: History };
  readonly #diagnostics: Promise<FileDiagnostics>;
  readonly #sent = new Map<string, string>();
  readonly #delay = new Delay(pause, () => {
    this.#send().catch((error: unknown) => {
      this.#context.connection.console.error(`Diagnostics failed: ${String(error)}`);
    });
  });

  constructor(context: Context & { readonly history: History }, diagnostics: Promise<FileDiagnostics>) {
    this.#context = context;
    this.#diagnostics = diagnostics;
  }

  schedule(): void {
    if (!this.#context.client.pullsDiagnostics) this.#delay.start();
  }

  stop(): void {
    this.#delay.stop();
  }

  async #send(): Promise<void> {
    const { connection, documents } = this.#context;
    const diagnostics = await this.#diagnostics;
    const workspace = await this.#context.workspace;
    // What somebody looks at goes first; the rest of a long history follows when it is done.
    for (const { uri } of documents.all()) await this.#sendOne(workspace.view(uri), diagnostics);
    await inSlices((enough) => workspace.advance(enough));
    const gone = new Set(this.#sent.keys());
    for (const view of workspace.views()) {
      gone.delete(view.uri);
      await this.#sendOne(view, diagnostics);
    }
    for (const uri of gone) {
      this.#sent.delete(uri);
      await connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }
  async #sendOne(view: FileView | undefined, diagnostics: FileDiagnostics): Promise<void> {
    if (view === undefined) return;
    const { connection, documents, history } = this.#context;
    await history.ready(view.project);
    const { id, items } = diagnostics.of(view);
    if (this.#sent.get(view.uri) === id) return;
    this.#sent.set(view.uri, id);
    const version = documents.get(view.uri)?.version;
    await connection.sendDiagnostics({
      uri: view.uri,
      diagnostics: items,
      ...(version === undefined ? {} : { version }),
    });
  }
}
