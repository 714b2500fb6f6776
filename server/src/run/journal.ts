import { escapeLiteral, type Client } from "pg";
import type { Direction, Ledger, Section } from "../formats/format.ts";
import type { Query } from "../formats/query.ts";
import { split } from "../sql/split.ts";
import { codeOf } from "./databases/databaseError.ts";
import type { PlannedStep } from "./plannedStep.ts";
import { sectionsOf, type RunProject } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { plainFailure, RunError } from "./runError.ts";
import { serverMessage } from "./serverMessage.ts";

/*
 * A small table of ours beside the ledger, for migrations that do not run in one transaction with their ledger row and
 * whose tool leaves no mark of its own: a row while one is under way, none (and no table) afterwards. What a killed run
 * leaves is found by the next one.
 */

/** A migration that was begun and not finished. */
export interface JournalRow {
  readonly version: string;
  readonly direction: Direction;
  readonly path: string;
  readonly statements: number;
  /** How many had finished when the next was sent; undefined where that was not written down. */
  readonly done: number | undefined;
  /** e.g. `2026-11-28 12:03:04+00`. */
  readonly startedAt: string;
  /** What stopped it, where the runner lived to tell. */
  readonly error: string | undefined;
  /** The server's process, where it still works on it. */
  readonly working: number | undefined;
}

/** Beside the ledger, in its schema. */
export function journalTable(ledger: Ledger): string {
  return ledger.table.replace(/[^.]+$/, "lockkeeper_journal");
}

export async function readJournal(
  client: Client,
  project: RunProject,
  ledger: Ledger,
): Promise<readonly JournalRow[]> {
  const table = journalTable(ledger);
  const there = await client.query<{ found: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS found",
    [table],
  );
  if (there.rows[0]?.found !== true) return [];
  const { rows } = await client.query<{
    version: string;
    direction: string;
    path: string;
    statements: number;
    done: number | null;
    started_at: string;
    error: string | null;
    working: number | null;
  }>(
    `SELECT j.version, j.direction, j.path, j.statements, j.done, j.started_at::timestamptz(0)::text AS started_at,
            j.error, a.pid AS working
       FROM ${table} j LEFT JOIN pg_catalog.pg_stat_activity a
         ON a.pid = j.pid AND a.backend_start = j.backend_start AND a.pid <> pg_catalog.pg_backend_pid()
      WHERE j.tool = $1 ORDER BY j.started_at`,
    [project.format],
  );
  return rows.map(({ version, direction, path, statements, done, started_at, error, working }) => ({
    version,
    direction: direction === "down" ? "down" : "up",
    path,
    statements,
    done: done ?? undefined,
    startedAt: started_at,
    error: error ?? undefined,
    working: working ?? undefined,
  }));
}

/** Takes a migration out of the journal, and the table away with its last row. */
export async function forget(
  client: Client,
  project: RunProject,
  ledger: Ledger,
  version: string,
): Promise<void> {
  const table = journalTable(ledger);
  const there = await client.query<{ found: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS found",
    [table],
  );
  if (there.rows[0]?.found !== true) return;
  await client.query(`DELETE FROM ${table} WHERE tool = $1 AND version = $2`, [project.format, version]);
  const left = await client.query(`SELECT FROM ${table} LIMIT 1`);
  if (left.rowCount === 0) await client.query(`DROP TABLE ${table}`);
}

/** The session that finishes what another left, and how far it is, in the row that is there already. */
export async function goOn(
  { session, project, ledger }: RunContext,
  version: string,
  done: number,
): Promise<void> {
  const { control } = session;
  if (control === undefined) return;
  const table = journalTable(ledger);
  const there = await control.query<{ found: boolean }>(
    "SELECT pg_catalog.to_regclass($1) IS NOT NULL AS found",
    [table],
  );
  if (there.rows[0]?.found !== true) return;
  await control.query(
    `UPDATE ${table} SET done = CASE WHEN done IS NULL THEN NULL ELSE $3::int END, error = NULL, pid = $4,
            backend_start = (SELECT a.backend_start FROM pg_catalog.pg_stat_activity a WHERE a.pid = $4)
      WHERE tool = $1 AND version = $2`,
    [project.format, version, done, session.pid],
  );
}

/** The journal of one step. Does nothing where the ledger's row tells all. */
export class Journal {
  readonly #context: RunContext;
  readonly #step: PlannedStep;
  readonly #needed: boolean;
  #begun = false;

  /** `atomic`: the migration and its ledger row are one transaction. */
  constructor(context: RunContext, step: PlannedStep, atomic: boolean) {
    this.#context = context;
    this.#step = step;
    const sections = sectionsOf(step.migration, step.direction);
    const alone = atomic && !sections.some((section) => endsTransaction(context.project, section));
    this.#needed = !alone && context.ledger.begin === undefined;
  }

  async begin(): Promise<void> {
    if (!this.#needed) return;
    const { project, ledger, session } = this.#context;
    const table = journalTable(ledger);
    const { migration, direction } = this.#step;
    const sections = sectionsOf(migration, direction);
    const { rows } = await session.work.query<{ pid: number; start: string | null }>(
      `SELECT pg_catalog.pg_backend_pid() AS pid, (SELECT a.backend_start::text FROM pg_catalog.pg_stat_activity a
        WHERE a.pid = pg_catalog.pg_backend_pid()) AS start`,
    );
    const values = [
      project.format,
      migration.version,
      direction,
      sections[0]?.path ?? "",
      sections.reduce((sum, section) => sum + statementCount(project, section), 0),
      session.control !== undefined && sections.every(isDivided) ? 0 : null,
      rows[0]?.pid ?? null,
      rows[0]?.start ?? null,
    ];
    // As one string, so that a kill leaves no table without its row: nobody would take that away.
    await this.#create(
      `CREATE TABLE IF NOT EXISTS ${table} (tool text, version text, direction text NOT NULL, path text NOT NULL,
        statements int NOT NULL, done int, pid int, backend_start timestamptz,
        started_at timestamptz NOT NULL DEFAULT pg_catalog.now(), error text, PRIMARY KEY (tool, version));
       INSERT INTO ${table} (tool, version, direction, path, statements, done, pid, backend_start)
       VALUES (${values.map(literal).join(", ")})`,
    );
    this.#begun = true;
  }

  async #create(text: string): Promise<void> {
    try {
      await this.#send(text);
    } catch (error) {
      if (codeOf(error) !== "42501") throw error;
      const { project, ledger } = this.#context;
      const message = `Nothing was run. What this migration does does not go back with an error, so that what is under way is written to ${journalTable(ledger)}, a table that is there meanwhile, and this role may not create it: ${serverMessage(error)} Grant it CREATE on the schema, or run it with ${project.format} itself.`;
      throw new RunError(plainFailure("42501", message, this.#step.migration.version), error);
    }
  }

  /** Before a statement of several is sent. Not on the embedded PostgreSQL: there it would be part of the migration. */
  async sending(done: number): Promise<void> {
    if (!this.#begun || done === 0 || this.#context.session.control === undefined) return;
    await this.#update("done = $3", done);
  }

  /** What the user has to do first, where the row stays. */
  get hint(): string | undefined {
    return this.#begun ? repairHint(this.#step.migration.version, this.#step.direction) : undefined;
  }

  /** In the transaction that writes the ledger. */
  async end(): Promise<void> {
    if (!this.#begun) return;
    const { session, project, ledger } = this.#context;
    await forget(session.work, project, ledger, this.#step.migration.version);
  }

  /** The same, for what is sent at once: whatever role the migration left. */
  ending(): readonly Query[] {
    if (!this.#begun) return [];
    const { project, ledger } = this.#context;
    const table = journalTable(ledger);
    return [
      { text: "RESET SESSION AUTHORIZATION", values: [] },
      {
        text: `DELETE FROM ${table} WHERE tool = $1 AND version = $2`,
        values: [project.format, this.#step.migration.version],
      },
      {
        text: `DO $$BEGIN IF NOT EXISTS (SELECT FROM ${table}) THEN DROP TABLE ${table}; END IF; END$$`,
        values: [],
      },
    ];
  }

  /**
   * After an error: nothing is left to tell where nothing stays. Gives what the user has to do first where something
   * does.
   */
  async fail(message: string, nothingStays: boolean): Promise<string | undefined> {
    if (!this.#begun) return undefined;
    if (nothingStays) await this.end().catch(() => undefined);
    else await this.#update("error = $3", message).catch(() => undefined);
    return nothingStays ? undefined : this.hint;
  }

  async #update(assignment: string, value: string | number): Promise<void> {
    const { project, ledger } = this.#context;
    await this.#send(`UPDATE ${journalTable(ledger)} SET ${assignment} WHERE tool = $1 AND version = $2`, [
      project.format,
      this.#step.migration.version,
      value,
    ]);
  }

  /** Beside the migration's session, whose role, search path and transaction are the migration's own business. */
  async #send(text: string, values?: readonly (string | number | null)[]): Promise<void> {
    const { control, work } = this.#context.session;
    await (control === undefined ? work.query(text, values && [...values]) : control.query(text, values));
  }
}

/** How to go on from what the journal holds. */
export function repairHint(version: string, direction: Direction): string {
  const [through, back] = direction === "up" ? ["mark", "unmark"] : ["unmark", "mark"];
  const undone = direction === "up" ? "undo what is left of it" : "bring back what it took away";
  return (
    `Nothing more is run until it is settled: finish it by hand, then \`lockkeeper repair --${through} ${version}\`; ` +
    `or ${undone}, then \`lockkeeper repair --${back} ${version}\`.`
  );
}

/** That it was begun, and what stopped it. */
export function begunInWords(row: JournalRow): string {
  return `${begun(row)}.`;
}

function begun({ direction, startedAt, error }: JournalRow): string {
  const why = error === undefined ? "" : ` (${error.replace(/\.$/, "")})`;
  return `A run ${direction} began it at ${startedAt} and did not finish${why}`;
}

/** What a row means, in words. */
export function journalNote(row: JournalRow): string {
  const { version, direction, statements, done, error, working } = row;
  const where =
    done === undefined
      ? statements === 1
        ? "its statement was sent"
        : `its ${statements} statements were sent`
      : `statement ${Math.min(done + 1, statements)} of ${statements} was sent${done === 0 ? "" : `, those before it are done`}`;
  const unknown = error === undefined ? "; whether that went through is not known" : "";
  const busy =
    working === undefined
      ? ""
      : ` Process ${working} of the server still works on it: wait for it, or end it.`;
  return `${begun(row)}: ${where}${unknown}.${busy} See what of it is in the database. ${repairHint(version, direction)}`;
}

function isDivided({ splits, transaction }: Section): boolean {
  return splits || transaction === "autocommit";
}

function literal(value: string | number | null): string {
  return value === null ? "NULL" : escapeLiteral(String(value));
}

function statementCount(project: RunProject, { path, span }: Section): number {
  return split(project.files[path] ?? "", span).pieces.filter(({ kind }) => kind === "statement").length;
}

/** A COMMIT of the migration's own ends the transaction that it shares with the ledger. */
function endsTransaction(project: RunProject, { path, span }: Section): boolean {
  const text = project.files[path] ?? "";
  if (!/\b(?:commit|end|rollback|abort)\b/i.test(text)) return false;
  return split(text, span).pieces.some((piece) =>
    /^(?:commit|end|rollback|abort)\b/i.test(text.slice(piece.span.start, piece.span.end)),
  );
}
