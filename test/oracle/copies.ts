import { freshDatabase } from "../support/servers.ts";
import type { Database, Major } from "../support/servers.ts";

/**
 * Copies of a template database. The next one is made while the one before is in use, and nobody waits until one is
 * dropped: both take the server longer than most cases.
 */
export class Copies {
  readonly #make: () => Promise<Database>;
  readonly #dropping = new Set<Promise<void>>();
  #next: Promise<Database> | undefined;

  constructor(major: Major, template: string) {
    this.#make = () => freshDatabase(major, template);
  }

  take(): Promise<Database> {
    const taken = this.#next ?? this.#make();
    this.#next = this.#make();
    // Who takes it is told; until then nobody listens.
    this.#next.catch(() => undefined);
    return taken;
  }

  drop(database: Database): void {
    const dropping = database.dispose().finally(() => this.#dropping.delete(dropping));
    this.#dropping.add(dropping);
  }

  async dispose(): Promise<void> {
    await (await this.#next)?.dispose();
    await Promise.all(this.#dropping);
  }
}
