import { Catalog } from "../../../server/src/catalog/catalog.ts";
import type { Statement } from "../../../server/src/sql/statement.ts";
import { foldSection } from "../../../server/src/timeline/timeline.ts";
import type { Timeline, TimelineEntry } from "../../../server/src/timeline/timeline.ts";
import type { Database, Major } from "../../support/servers.ts";
import { freshDatabase } from "../../support/servers.ts";
import { catalogInWords } from "../replay/catalogInWords.ts";
import { compareEntry } from "../replay/compareEntry.ts";
import { databaseInWords } from "../replay/databaseInWords.ts";
import { Sender } from "../replay/sender.ts";
import type { Seen } from "../replay/sender.ts";
import { isDataError } from "./dataErrors.ts";
import type { ScriptSection } from "./script.ts";

/** Where prediction and server part. */
export interface Difference {
  readonly sql: string;
  readonly words: readonly string[];
}

/** How one statement of a section went. */
export interface Step {
  readonly error: string | undefined;
  readonly notAnalysed: string | undefined;
  readonly difference: Difference | undefined;
}

export type Read = (sql: string) => readonly Statement[];

/** One database that is changed statement by statement, with the catalog that the interpreter folds of it. */
export class Session {
  catalog = Catalog.empty;
  readonly #major: Major;
  readonly #database: Database;
  readonly #sender: Sender;
  readonly #read: Read;

  private constructor(major: Major, database: Database, sender: Sender, read: Read) {
    this.#major = major;
    this.#database = database;
    this.#sender = sender;
    this.#read = read;
  }

  static async open(major: Major, read: Read): Promise<Session> {
    const database = await freshDatabase(major);
    const client = await database.connect();
    await client.query(role);
    return new Session(major, database, new Sender(database, client), read);
  }

  /**
   * Runs a section whose statements are given one by one, each knowing the catalog before it. Ends with the first
   * that fails, differs or is not analysed; the transaction of a section that failed is rolled back.
   */
  async run(
    mode: ScriptSection["mode"],
    next: (catalog: Catalog, index: number) => string | undefined,
  ): Promise<readonly Step[]> {
    const steps: Step[] = [];
    const statements: Statement[] = [];
    let timeline = this.#fold(mode, statements);
    for (;;) {
      const entry = timeline.entries.at(-1);
      const sql = next(entry === undefined ? this.catalog : entry.after, steps.length);
      if (sql === undefined) break;
      statements.push(...this.#read(sql).slice(0, 1));
      timeline = this.#fold(mode, statements, timeline);
      const step = await this.#step(timeline);
      steps.push(step);
      if (step.error === undefined && step.difference === undefined) continue;
      await this.#sender.end("ROLLBACK");
      const last = timeline.entries.at(-1);
      if (last !== undefined) this.catalog = last.transaction.open ? last.transaction.start : last.before;
      return steps;
    }
    // A constraint that is checked at COMMIT may end it all.
    const error = await this.#sender.end("COMMIT");
    this.catalog = error === undefined ? timeline.end : timeline.start;
    return steps;
  }

  /** Where the folded catalog is not the database's own. */
  async drift(): Promise<readonly string[]> {
    const client = await this.#database.connect();
    const there = new Set(await databaseInWords(client, this.#major));
    const folded = new Set(catalogInWords(this.catalog));
    await client.end();
    return [
      ...[...folded].filter((line) => !there.has(line)).map((line) => `only folded: ${line}`),
      ...[...there].filter((line) => !folded.has(line)).map((line) => `only in the database: ${line}`),
    ];
  }

  async close(): Promise<void> {
    await this.#database.dispose();
  }

  #fold(mode: Timeline["mode"], statements: readonly Statement[], previous?: Timeline): Timeline {
    const input = {
      mode,
      statements: [...statements],
      major: this.#major,
      timeZone: "UTC",
      assumesMissing: false,
    };
    return foldSection(this.catalog, input, previous);
  }

  async #step(timeline: Timeline): Promise<Step> {
    const entry = timeline.entries.at(-1);
    if (entry === undefined) throw new Error("A section without a statement.");
    const seen = await this.#sender.send(entry);
    const error = seen.watched ? seen.observation.error : seen.error;
    const { notAnalysed } = entry.outcome;
    return {
      error: error?.sqlstate,
      notAnalysed,
      difference: notAnalysed === undefined ? differenceOf(entry, seen) : undefined,
    };
  }
}

const role =
  "DO $$ BEGIN CREATE ROLE lockkeeper_oracle; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

function differenceOf(entry: TimelineEntry, seen: Seen): Difference | undefined {
  const { predicted, observed } = compareEntry(entry, seen);
  const words = [
    ...predicted.map((line) => `predicted only: ${line}`),
    ...observed.map((line) => `server only: ${line}`),
  ];
  if (words.length === 0 || isDataError(entry.statement, seen)) return undefined;
  return { sql: entry.statement.text, words };
}
