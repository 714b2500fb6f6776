import type { Client } from "pg";
import type { Catalog } from "../../catalog/catalog.ts";
import { loadGrammar } from "../../disk/loadGrammar.ts";
import type { Section } from "../../formats/format.ts";
import { isAlone } from "../../formats/sending.ts";
import type { Major } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { readStatements, StatementCache } from "../../sql/parse.ts";
import type { PlacedStatement } from "../../sql/statement.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { foldSection } from "../../timeline/timeline.ts";
import { readLiveCatalog } from "../liveCatalog/readLiveCatalog.ts";
import type { PlannedStep } from "../plannedStep.ts";
import type { Clock } from "../clock.ts";
import type { Session } from "../session.ts";
import { backendPid } from "./listen.ts";
import type { HeldLock, ObservedMigration, ObservedStatement } from "./observed.ts";

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenStatement = Omit<Open<ObservedStatement>, "locks"> & { locks: readonly Open<HeldLock>[] };

/** Keeps what is seen of a run. Predictions are made from the catalog of the database itself, as each migration finds it. */
export class Observer {
  readonly session: Session;
  readonly pid: number;
  readonly grammar: Grammar;
  readonly #clock: Clock;
  readonly #cache = new StatementCache();
  readonly #observed: (Omit<ObservedMigration, "statements"> & { readonly statements: OpenStatement[] })[] =
    [];
  /** Statements whose transaction is still open, and when they began. */
  #holding: { readonly statement: OpenStatement; readonly since: number }[] = [];
  #catalog: Catalog | undefined;
  #major: Major = 18;
  /** Relations that were there when the open transaction began: what is done to others disturbs nobody. */
  #existing: ReadonlySet<number> | undefined;
  /** Whether the server tells of temporary files, which is a superuser's to ask for. */
  tellsTemp = false;

  private constructor(session: Session, clock: Clock, pid: number, grammar: Grammar) {
    this.session = session;
    this.#clock = clock;
    this.pid = pid;
    this.grammar = grammar;
  }

  static async open(session: Session, clock: Clock): Promise<Observer> {
    return new Observer(session, clock, await backendPid(session.work), await loadGrammar());
  }

  get observed(): readonly ObservedMigration[] {
    return this.#observed;
  }

  get client(): Client {
    return this.session.work;
  }

  now(): number {
    return this.#clock.now().getTime();
  }

  /** Reads the catalog, while no transaction is open. A server that is not known is watched all the same. */
  async look(): Promise<void> {
    this.tellsTemp = await this.client.query("SET log_temp_files = 0").then(
      () => true,
      () => false,
    );
    try {
      const { catalog, major } = await readLiveCatalog(this.client, this.grammar);
      this.#catalog = catalog;
      this.#major = major;
    } catch {
      this.#catalog = undefined;
    }
  }

  begin({ migration, direction }: PlannedStep): void {
    const at = this.#clock.now().toISOString();
    const { version, name } = migration;
    // One that is tried again for its lock has left nothing behind.
    if (this.#observed.at(-1)?.migration === version && this.#observed.at(-1)?.direction === direction)
      this.#observed.pop();
    this.#observed.push({ migration: version, name, direction, at, postgres: this.#major, statements: [] });
  }

  read(text: string, { span }: Section): readonly PlacedStatement[] {
    return readStatements(text, span, this.grammar, this.#cache).statements;
  }

  /** What is predicted for a section, one entry for each statement; the next section goes on from its end. */
  predict(section: Section, statements: readonly PlacedStatement[]): readonly TimelineEntry[] {
    if (this.#catalog === undefined) return [];
    const timeline = foldSection(this.#catalog, {
      mode: section.transaction,
      statements: statements.map(({ statement }) => statement),
      major: this.#major,
      timeZone: "UTC",
      splits: section.splits,
      assumesMissing: false,
      endsSession: false,
      alone: (statement) => isAlone(statement.text, section),
    });
    this.#catalog = timeline.end;
    return timeline.entries;
  }

  /** Takes down a statement that began then. Its locks are held until `released`, where they are held at all. */
  add(statement: ObservedStatement, since: number): void {
    const open: OpenStatement = { ...statement, locks: statement.locks.map((lock) => ({ ...lock })) };
    this.#observed.at(-1)?.statements.push(open);
    if (statement.watched === "transaction") this.#holding.push({ statement: open, since });
  }

  /** Those that count, of those there are before a statement. */
  existing(now: ReadonlySet<number>): ReadonlySet<number> {
    this.#existing ??= now;
    return this.#existing;
  }

  /** The transaction has ended. */
  released(): void {
    this.#existing = undefined;
    const now = this.now();
    for (const { statement, since } of this.#holding)
      for (const lock of statement.locks) lock.heldMilliseconds = now - since;
    this.#holding = [];
  }
}
