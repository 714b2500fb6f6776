import { Catalog } from "../../../server/src/catalog/catalog.ts";
import type { Migration, Section } from "../../../server/src/formats/format.ts";
import { foldSection } from "../../../server/src/timeline/timeline.ts";
import type { Timeline, TimelineEntry } from "../../../server/src/timeline/entry.ts";
import type { Database, Major } from "../../support/servers.ts";
import { freshDatabase } from "../../support/servers.ts";
import { catalogDifferences } from "./catalogDifferences.ts";
import { compareEntry } from "../../../server/src/run/observe/compareEntry.ts";
import type { ReplayProject } from "./load.ts";
import { Sender } from "./sender.ts";

/** Where prediction and server differ, or agree in something worth telling. */
export interface Remark {
  /** Relative to the project's folder. */
  readonly path: string;
  /** From 1; 0 for the project as a whole. */
  readonly line: number;
  readonly sql: string;
  readonly words: readonly string[];
}

export interface ReplayResult {
  readonly sections: number;
  readonly statements: number;
  readonly differences: readonly Remark[];
  /** Statements that the interpreter says it cannot follow; they were run, but not compared. */
  readonly notAnalysed: readonly Remark[];
  /** Statements that fail on the server, just as predicted; the rest of their section was not run. */
  readonly failures: readonly Remark[];
  /** Between the folded catalog and the database's, after the whole history. */
  readonly drift: readonly string[];
}

/**
 * Runs the whole history on a server and holds each statement against its prediction: up, and where there is a
 * down, down and up again. `prepare` is SQL that comes before the first migration, and before the tool's own version
 * table, which migrations may read.
 */
export async function replayProject(
  project: ReplayProject,
  major: Major,
  prepare = "",
): Promise<ReplayResult> {
  const database = await freshDatabase(major);
  try {
    const replay = new Replay(project, major, database, new Sender(database, await database.connect()));
    return await replay.run(prepare);
  } finally {
    await database.dispose();
  }
}

class Replay {
  readonly #project: ReplayProject;
  readonly #major: Major;
  readonly #database: Database;
  readonly #sender: Sender;
  #catalog = Catalog.empty;
  #sections = 0;
  #statements = 0;
  readonly #differences: Remark[] = [];
  readonly #notAnalysed: Remark[] = [];
  readonly #failures: Remark[] = [];

  constructor(project: ReplayProject, major: Major, database: Database, sender: Sender) {
    this.#project = project;
    this.#major = major;
    this.#database = database;
    this.#sender = sender;
  }

  async run(prepare: string): Promise<ReplayResult> {
    await this.#prepare(prepare);
    const { format } = this.#project;
    const ledger = format.ledgerFor?.(this.#project) ?? format.ledger;
    for (const sql of ledger.create) await this.#prepare(sql);
    for (const migration of this.#project.migrations) await this.#migrate(migration);
    const client = await this.#database.connect();
    return {
      sections: this.#sections,
      statements: this.#statements,
      differences: this.#differences,
      notAnalysed: this.#notAnalysed,
      failures: this.#failures,
      drift: await catalogDifferences(this.#catalog, client),
    };
  }

  async #prepare(sql: string): Promise<void> {
    const client = await this.#database.connect();
    await client.query(sql);
    const statements = this.#project.read(sql).map(({ statement }) => statement);
    const { entries, end } = this.#fold("autocommit", statements);
    for (const { statement, effects, outcome } of entries) {
      const fault = effects.fails?.message ?? outcome.notAnalysed;
      if (fault !== undefined) throw new Error(`Cannot be prepared: ${statement.text}: ${fault}`);
    }
    this.#catalog = end;
  }

  async #migrate(migration: Migration): Promise<void> {
    const sections = (direction: Section["direction"]): readonly Section[] =>
      migration.sections.filter((section) => section.direction === direction);
    const up = sections("up");
    const down = sections("down");
    const rounds = down.length === 0 ? [up] : [up, down, up];
    for (const round of rounds)
      for (const section of round) if (!(await this.#replaySection(section))) return;
  }

  #fold(mode: Timeline["mode"], statements: readonly TimelineEntry["statement"][]): Timeline {
    const major = this.#major;
    return foldSection(this.#catalog, { mode, statements, major, timeZone: "UTC", assumesMissing: false });
  }

  /** False where a statement failed, so that what follows has no ground. */
  async #replaySection(section: Section): Promise<boolean> {
    this.#sections++;
    const placed = this.#project.statements(section);
    const statements = placed.map(({ statement }) => statement);
    const timeline = this.#fold(section.transaction, statements);
    for (const [index, entry] of timeline.entries.entries()) {
      const remark = (words: readonly string[]): Remark => ({
        path: section.path,
        line: this.#project.lineAt(section.path, placed[index]?.span.start ?? 0),
        sql: entry.statement.text,
        words,
      });
      if (await this.#replayEntry(entry, remark)) continue;
      await this.#sender.end("ROLLBACK");
      this.#catalog = entry.transaction.open ? entry.transaction.start : entry.before;
      return false;
    }
    this.#catalog = timeline.end;
    const error = await this.#sender.end("COMMIT");
    if (error === undefined) return true;
    const words = [`server: error ${error.sqlstate} at COMMIT: ${error.message}`];
    this.#differences.push({ path: section.path, line: 0, sql: "COMMIT", words });
    return false;
  }

  async #replayEntry(entry: TimelineEntry, remark: (words: readonly string[]) => Remark): Promise<boolean> {
    this.#statements++;
    const seen = await this.#sender.send(entry).catch((error: unknown) => {
      throw new Error(`Cannot be replayed: ${entry.statement.text}`, { cause: error });
    });
    const error = seen.watched ? seen.observation.error : seen.error;
    const { notAnalysed } = entry.outcome;
    const { predicted, observed } = compareEntry(entry, seen);
    const words = [
      ...predicted.map((line) => `predicted only: ${line}`),
      ...observed.map((line) => `server only: ${line}`),
    ];
    if (notAnalysed !== undefined) this.#notAnalysed.push(remark([notAnalysed, ...words]));
    else if (words.length > 0) this.#differences.push(remark(words));
    else if (error !== undefined) this.#failures.push(remark([`error ${error.sqlstate}: ${error.message}`]));
    return error === undefined;
  }
}
