import type { Reply } from "../protocol.ts";
import type { LedgerStatus } from "../run/migrationStatus.ts";
import type { ProjectModel } from "./projectModel.ts";
import type { ShownStatus } from "./shownStatus.ts";

/** Milliseconds that a tree waits for a ledger before it shows what was last known. */
const patience = 3_000;

type Ask = (project: ProjectModel, signal: AbortSignal) => Promise<Reply<LedgerStatus>>;

/** Where migrations stand in the ledger of the database that is ready, read again when something changed. */
export class MigrationStatuses {
  readonly #ask: Ask;
  readonly #news: () => void;
  readonly #known = new Map<string, readonly ShownStatus[]>();
  readonly #current = new Set<string>();
  #ready = false;
  #paused = false;

  /** `news`: told when a ledger says something else than before. */
  constructor(ask: Ask, news: () => void) {
    this.#ask = ask;
    this.#news = news;
  }

  /** True where that is news. */
  setReady(ready: boolean): boolean {
    if (ready === this.#ready) return false;
    this.#ready = ready;
    this.#known.clear();
    this.#current.clear();
    return true;
  }

  forget(): void {
    this.setReady(false);
  }

  /** A ledger or a file changed. */
  outdate(): void {
    this.#current.clear();
  }

  /** A run has the database to itself. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.outdate();
  }

  /** What was last known, at once; for what must not wait. */
  last(uri: string): readonly ShownStatus[] | undefined {
    return this.#ready ? this.#known.get(uri) : undefined;
  }

  /** Undefined while no database is ready. */
  async of(project: ProjectModel): Promise<readonly ShownStatus[] | undefined> {
    const { uri } = project.setup;
    if (!this.#ready) return undefined;
    if (this.#paused || this.#current.has(uri)) return this.#known.get(uri);
    this.#current.add(uri);
    const reply = await this.#ask(project, AbortSignal.timeout(patience));
    if (reply.ok) this.#keep(uri, reply.value.statuses.map(migrationStatus));
    return this.#known.get(uri);
  }

  #keep(uri: string, statuses: readonly ShownStatus[]): void {
    const isNews = JSON.stringify(statuses) !== JSON.stringify(this.#known.get(uri));
    this.#known.set(uri, statuses);
    if (isNews) this.#news();
  }
}

function migrationStatus(status: LedgerStatus["statuses"][number]): ShownStatus {
  const { version, name, state, migration, stopped } = status;
  const told = stopped === undefined ? {} : { stopped };
  return { version, name, state, inFolder: migration !== undefined, ...told };
}
