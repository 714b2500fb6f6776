import type { RunFailure } from "../protocol.ts";
import { documentKey } from "./openDocuments.ts";

/** The error that the last run met in a file, kept until the file or the database changes. */
export class RunFailures {
  readonly #byFile = new Map<string, RunFailure>();

  /** The failure to show in a file. */
  of(uri: string): RunFailure | undefined {
    return this.#byFile.get(documentKey(uri));
  }

  set(failure: RunFailure): void {
    if (failure.uri !== undefined) this.#byFile.set(documentKey(failure.uri), failure);
  }

  /** The file changed. True if it had a failure. */
  forget(uri: string): boolean {
    return this.#byFile.delete(documentKey(uri));
  }

  /** The database changed. True if there was any failure. */
  clear(): boolean {
    const had = this.#byFile.size > 0;
    this.#byFile.clear();
    return had;
  }
}
