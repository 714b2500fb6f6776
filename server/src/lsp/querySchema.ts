/** Milliseconds that a completion waits for the schema: what was known before is better than none while a run goes on. */
const patience = 2000;

/**
 * What the selected database holds, as a snapshot's text, for the documents of its queries: read when it is asked for, and
 * again after what may have changed it.
 */
export class QuerySchema {
  readonly #read: () => Promise<string | undefined>;
  #known: string | undefined;
  #isFresh = false;
  #reading: Promise<void> | undefined;

  /** `read` gives undefined where no database is at hand without starting one. */
  constructor(read: () => Promise<string | undefined>) {
    this.#read = read;
  }

  /** A run, a query or another selection may have changed it. */
  outdate(): void {
    this.#isFresh = false;
  }

  /** The snapshot as far as it is known by then. Never rejects. */
  async text(): Promise<string | undefined> {
    if (!this.#isFresh) {
      this.#reading ??= this.#again();
      const waited = new Promise((resolve) => setTimeout(resolve, patience).unref());
      await Promise.race([this.#reading, waited]);
    }
    return this.#known;
  }

  async #again(): Promise<void> {
    this.#isFresh = true;
    try {
      this.#known = await this.#read();
    } catch {
      // Nothing new is offered then, and the next request asks again.
      this.#isFresh = false;
    } finally {
      this.#reading = undefined;
    }
  }
}
