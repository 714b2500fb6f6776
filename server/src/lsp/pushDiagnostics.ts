import type { Context } from "./context.ts";
import { Delay } from "./delay.ts";
import type { FileDiagnostics } from "./fileDiagnostics.ts";

/** Milliseconds without an edit before diagnostics are sent unasked. */
const pause = 50;

/** Sends diagnostics to clients that do not ask for them: those of every file whose diagnostics changed. */
export class PushDiagnostics {
  readonly #context: Context;
  readonly #diagnostics: Promise<FileDiagnostics>;
  readonly #sent = new Map<string, string>();
  readonly #delay = new Delay(pause, () => {
    this.#send().catch((error: unknown) => {
      this.#context.connection.console.error(`Diagnostics failed: ${String(error)}`);
    });
  });

  constructor(context: Context, diagnostics: Promise<FileDiagnostics>) {
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
    const gone = new Set(this.#sent.keys());
    for (const view of (await this.#context.workspace).views()) {
      const { id, items } = diagnostics.of(view);
      gone.delete(view.uri);
      if (this.#sent.get(view.uri) === id) continue;
      this.#sent.set(view.uri, id);
      const version = documents.get(view.uri)?.version;
      await connection.sendDiagnostics({
        uri: view.uri,
        diagnostics: items,
        ...(version === undefined ? {} : { version }),
      });
    }
    for (const uri of gone) {
      this.#sent.delete(uri);
      await connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }
}
