import type { Client } from "pg";
import { Catalog } from "../../../server/src/catalog/catalog.ts";
import type { Statement } from "../../../server/src/sql/statement.ts";
import { foldSection } from "../../../server/src/timeline/timeline.ts";
import type { Timeline, TimelineEntry } from "../../../server/src/timeline/entry.ts";
import type { Database, Major } from "../../support/servers.ts";
import { freshDatabase } from "../../support/servers.ts";
import { catalogDifferences } from "../replay/catalogDifferences.ts";
import { compareEntry } from "../../../server/src/run/observe/compareEntry.ts";
import { Sender } from "../replay/sender.ts";
import type { Seen } from "../../../server/src/run/observe/compareEntry.ts";
import { toldByDataAlone } from "../replay/toldByData.ts";
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
  /** False where the interpreter takes it for a failure or cannot say what it does: then it is rolled back. */
  readonly isFollowed: boolean;
  /** It was not rolled back: the statement did what the catalog does not know of, so that nothing after it can be predicted. */
  readonly outOfStep: boolean;
}

export type Read = (sql: string) => readonly Statement[];

/** One database that is changed statement by statement, with the catalog that the interpreter folds of it. */
export class Session {
  catalog = Catalog.empty;
  readonly #major: Major;
  readonly #database: Database;
  readonly #client: Client;
  readonly #sender: Sender;
  readonly #read: Read;

  private constructor(major: Major, database: Database, client: Client, read: Read) {
    this.#major = major;
    this.#database = database;
    this.#client = client;
    this.#sender = new Sender(database, client);
    this.#read = read;
  }

  static async open(major: Major, read: Read): Promise<Session> {
    const database = await freshDatabase(major);
    const client = await database.connect();
    await client.query(role);
    return new Session(major, database, client, read);
  }

  /**
   * Runs a section whose statements are given one by one, each knowing the catalog before it. Ends with the first
   * that fails, and rolls its transaction back.
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
      if (step.error === undefined && step.isFollowed) continue;
      await this.#sender.end("ROLLBACK");
      this.catalog = before(timeline);
      return steps;
    }
    // A constraint that is checked at COMMIT may end it all.
    const error = await this.#sender.end("COMMIT");
    this.catalog = error === undefined ? timeline.end : timeline.start;
    return steps;
  }

  /** In what the folded catalog is not the one that is read from the database. */
  async drift(): Promise<readonly Difference[]> {
    const lines = await catalogDifferences(this.catalog, this.#client);
    return lines.map((line) => ({ sql: "the catalog in the end", words: [line] }));
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
    const { notAnalysed, effects } = entry.outcome;
    const isFollowed = notAnalysed === undefined && effects.fails?.when !== "always";
    let isBack = entry.transaction.open;
    const seen = await this.#sender.send(entry, entry.statement.text, () => {
      isBack = !isFollowed;
      return isFollowed;
    });
    const error = seen.watched ? seen.observation.error : seen.error;
    return {
      isFollowed,
      outOfStep: error === undefined && !isFollowed && !isBack,
      error: error?.sqlstate,
      notAnalysed,
      difference: notAnalysed === undefined ? differenceOf(entry, seen) : undefined,
    };
  }
}

const role =
  "DO $$ BEGIN CREATE ROLE lockkeeper_oracle; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

/** What a section that failed leaves of the catalog. */
function before({ entries, start }: Timeline): Catalog {
  const last = entries.at(-1);
  if (last === undefined) return start;
  return last.transaction.open ? last.transaction.start : last.before;
}

function differenceOf(entry: TimelineEntry, seen: Seen): Difference | undefined {
  const { predicted, observed } = compareEntry(entry, seen);
  const words = [
    ...predicted.map((line) => `predicted only: ${line}`),
    ...observed.map((line) => `server only: ${line}`),
  ];
  if (words.length === 0 || toldByDataAlone(entry, seen)) return undefined;
  return { sql: entry.statement.text, words };
}
