import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { Catalog } from "../../../server/src/catalog/catalog.ts";
import { NotHeldUp } from "../../../server/src/run/observe/blocked.ts";
import { loadGrammar } from "../../../server/src/disk/loadGrammar.ts";
import { StatementCache } from "../../../server/src/sql/parse.ts";
import type { Statement } from "../../../server/src/sql/statement.ts";
import { Across } from "../../../server/src/timeline/across.ts";
import { Fold } from "../../../server/src/timeline/fold.ts";
import type { TimelineEntry } from "../../../server/src/timeline/entry.ts";
import { isRollback, isTransactionCommand } from "../../../server/src/timeline/transaction.ts";
import { freshDatabase } from "../../support/servers.ts";
import type { Database, Major } from "../../support/servers.ts";
import { catalogDifferences } from "./catalogDifferences.ts";
import { compareEntry } from "../../../server/src/run/observe/compareEntry.ts";
import { dropLeftovers, rememberGlobals } from "./globals.ts";
import type { Remark } from "./replayProject.ts";
import type { ScriptStatement } from "./script.ts";
import { Sender } from "./sender.ts";
import type { Seen } from "../../../server/src/run/observe/compareEntry.ts";
import { toldByDataAlone } from "./toldByData.ts";

export interface Script {
  readonly path: string;
  readonly statements: readonly ScriptStatement[];
}

export interface ScriptResult {
  readonly path: string;
  readonly statements: number;
  readonly agreed: number;
  /** Sent in a transaction that had failed, which is not compared. */
  readonly idle: number;
  /** Failed because of the rows or the rights that are there, which are not modelled. */
  readonly byData: number;
  readonly differences: readonly Remark[];
  readonly notAnalysed: readonly Remark[];
  /** What the folded catalog and the database's came to differ in, at the statement after which they did. */
  readonly drift: readonly Remark[];
}

/**
 * Runs scripts on one new database, one statement after the other as psql would, and holds each against its
 * prediction. It goes on after errors. A statement that the interpreter takes for a failure, or cannot follow, is
 * rolled back where it stands alone, so that folded catalog and database stay the same. `stop` ends at the first
 * difference.
 */
export async function replayScripts(
  scripts: readonly Script[],
  major: Major,
  stop: boolean,
): Promise<readonly ScriptResult[]> {
  const database = await freshDatabase(major);
  const client = await database.connect();
  const globals = await rememberGlobals(client);
  const folder = mkdtempSync(join(tmpdir(), "replay-"));
  try {
    await client.query("SET statement_timeout = '600s'");
    const grammar = await loadGrammar();
    const cache = new StatementCache();
    const run = new ScriptRun(database, client, folder, stop, (sql) => cache.get(sql, grammar));
    const results: ScriptResult[] = [];
    for (const script of scripts) results.push(await run.script(script));
    return results;
  } finally {
    rmSync(folder, { recursive: true });
    await database.dispose();
    await dropLeftovers(major, globals);
  }
}

class ScriptRun {
  readonly #database: Database;
  readonly #client: Client;
  readonly #sender: Sender;
  readonly #folder: string;
  readonly #stop: boolean;
  readonly #read: (sql: string) => Statement;
  #fold: Fold;
  /** The server's transaction has failed and waits for its end. */
  #aborted = false;
  #knownDrift: ReadonlySet<string> = new Set();
  #files = 0;

  constructor(
    database: Database,
    client: Client,
    folder: string,
    stop: boolean,
    read: (sql: string) => Statement,
  ) {
    this.#database = database;
    this.#client = client;
    this.#sender = new Sender(database, client);
    this.#folder = folder;
    this.#stop = stop;
    this.#read = read;
    this.#fold = this.#foldFrom(Catalog.empty);
  }

  async script({ path, statements }: Script): Promise<ScriptResult> {
    const tally = new Tally();
    for (const statement of statements) {
      await this.#statement(statement, tally, path).catch((error: unknown) => {
        throw new Error(`${path}:${statement.line}: cannot be replayed: ${statement.sql}`, { cause: error });
      });
      if (this.#stop && tally.differences.length + tally.drift.length > 0) break;
    }
    return tally.result(path);
  }

  #foldFrom(catalog: Catalog): Fold {
    const major = this.#database.major;
    const input = {
      mode: "autocommit",
      statements: [],
      major,
      timeZone: "UTC",
      assumesMissing: false,
    } as const;
    return new Fold(catalog, input, undefined, new Across());
  }

  #next(statement: Statement): TimelineEntry {
    this.#fold.replace([statement], [], this.#fold.catalog);
    const entry = this.#fold.entries.at(-1);
    if (entry === undefined) throw new Error("The fold has no entry for what it has folded.");
    return entry;
  }

  async #statement(one: ScriptStatement, tally: Tally, path: string): Promise<void> {
    const statement = this.#read(one.sql);
    tally.statements++;
    const remark = (words: readonly string[]): Remark => ({ path, line: one.line, sql: one.sql, words });
    const aborted = this.#aborted;
    if (aborted && !endsFailure(statement)) {
      tally.idle++;
      return;
    }
    // COMMIT of a transaction that has failed is a ROLLBACK.
    const entry = this.#next(aborted && !isRollback(statement) ? this.#read("ROLLBACK") : statement);
    const seen = await this.#sender
      .send(entry, this.#sent(one), (observed) => this.#keeps(entry, observed))
      .catch((error: unknown): Seen => {
        if (error instanceof NotHeldUp) return { watched: false, error: undefined };
        throw error;
      });
    this.#settle(entry, seen, tally, remark);
    if (!this.#aborted) await this.#compareCatalogs(entry, tally, remark);
  }

  #settle(
    entry: TimelineEntry,
    seen: Seen,
    tally: Tally,
    remark: (words: readonly string[]) => Remark,
  ): void {
    const error = seen.watched ? seen.observation.error : seen.error;
    tally.add(entry, seen, remark);
    if (isTransactionCommand(entry.statement) && error === undefined) this.#aborted = false;
    else if (error !== undefined && entry.transaction.open) this.#aborted = true;
    else if (!entry.transaction.open && (error !== undefined || !this.#keeps(entry, seen)))
      this.#fold = this.#foldFrom(entry.before);
  }

  /** Whether what the server did can stay: the folded catalog has it too. */
  #keeps({ statement, effects, outcome }: TimelineEntry, seen: Seen): boolean {
    if (!seen.watched || seen.observation.error !== undefined) return true;
    if (effects.fails?.when === "always") return false;
    return (
      outcome.notAnalysed === undefined ||
      /^(?:Select|Insert|Update|Delete|Merge|Copy|Explain|Set)/.test(statement.kind)
    );
  }

  /** A server reads data from a file as it does from the client, so that is where the script's data goes. */
  #sent({ sql, data }: ScriptStatement): string {
    if (data === undefined) return sql;
    const file = join(this.#folder, `${++this.#files}.data`);
    writeFileSync(file, data, { mode: 0o644 });
    return sql.replace(/\bfrom\s+stdin\b/i, `FROM '${file}'`);
  }

  async #compareCatalogs(
    { after, statement }: TimelineEntry,
    tally: Tally,
    remark: (words: readonly string[]) => Remark,
  ): Promise<void> {
    if (/^(?:Select|Insert|Update|Delete|Merge|Copy|Explain|VariableShow|Vacuum)/.test(statement.kind))
      return;
    const folded = after === this.#fold.catalog ? after : this.#fold.catalog;
    const drift = await this.#catalogDifferences(folded);
    const fresh = drift.filter((line) => !this.#knownDrift.has(line));
    if (fresh.length > 0) tally.drift.push(remark(fresh));
    this.#knownDrift = new Set(drift);
  }

  /** Reading takes its own settings, which a savepoint takes back where the script's transaction is open. */
  async #catalogDifferences(folded: Catalog): Promise<readonly string[]> {
    const isOpen = await this.#client.query("SAVEPOINT lockkeeper_reads").then(
      () => true,
      () => false,
    );
    if (!isOpen) return catalogDifferences(folded, this.#client);
    try {
      return await catalogDifferences(folded, this.#client, true);
    } finally {
      await this.#client.query("ROLLBACK TO lockkeeper_reads; RELEASE lockkeeper_reads");
    }
  }
}

class Tally {
  statements = 0;
  agreed = 0;
  idle = 0;
  byData = 0;
  readonly differences: Remark[] = [];
  readonly notAnalysed: Remark[] = [];
  readonly drift: Remark[] = [];

  result(path: string): ScriptResult {
    const { statements, agreed, idle, byData, differences, notAnalysed, drift } = this;
    return { path, statements, agreed, idle, byData, differences, notAnalysed, drift };
  }

  add(entry: TimelineEntry, seen: Seen, remark: (words: readonly string[]) => Remark): void {
    const { predicted, observed } = compareEntry(entry, seen);
    const words = [
      ...predicted.map((line) => `predicted only: ${line}`),
      ...observed.map((line) => `server only: ${line}`),
    ];
    const { notAnalysed } = entry.outcome;
    if (notAnalysed !== undefined) this.notAnalysed.push(remark([notAnalysed, ...words]));
    else if (words.length === 0) this.agreed++;
    else if (toldByDataAlone(entry, seen)) this.byData++;
    else this.differences.push(remark(words));
  }
}

function endsFailure({ node }: Statement): boolean {
  if (node === undefined || !("TransactionStmt" in node)) return false;
  const { kind } = node.TransactionStmt;
  return [
    "TRANS_STMT_COMMIT",
    "TRANS_STMT_ROLLBACK",
    "TRANS_STMT_ROLLBACK_TO",
    "TRANS_STMT_PREPARE",
  ].includes(kind ?? "");
}
