import type { Client } from "pg";
import type { Section } from "../formats/format.ts";
import { confirmLock } from "./confirmLock.ts";
import type { RunContext } from "./runContext.ts";
import type { ScriptOutcome } from "./scriptQuery.ts";
import type { SentText } from "./locate.ts";
import { resetSession } from "./session.ts";

/** `own`: the step has a transaction to itself. `together`: the caller holds one over all steps. */
export interface StepMode {
  readonly own: boolean;
  readonly together: boolean;
}

/** A migration left the connection in a state from which its ledger row cannot be written. */
export class OpenTransactionError extends Error {
  constructor() {
    super("The migration left a transaction open: it holds a BEGIN without COMMIT");
    this.name = "OpenTransactionError";
  }
}

/** The search_path of a session as it is now. */
export async function pathOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ search_path: string }>("SHOW search_path");
  return rows[0]?.search_path ?? "";
}

/** The transaction of one step, and the account of what stays should it fail. */
export class StepTransaction {
  /** Statements that stay whatever happens next, because the migration's own COMMIT or autocommit kept them. */
  kept = 0;
  /** Where the step stands: what a failure means depends on it. */
  phase: "migration" | "ledger" | "commit" = "migration";
  /** What was sent last, for locating an error. */
  sent: { readonly section: Section; readonly text: SentText } | undefined;
  readonly mode: StepMode;
  /** Where the ledger goes with the end of the migration: on its way, or written. */
  joined: "sent" | "written" | undefined;
  /** The search_path that the migration left behind, where the ledger is written under it. */
  leftPath: string | undefined;
  private readonly context: RunContext;
  private sinceIdle = 0;

  constructor(context: RunContext, mode: StepMode) {
    this.context = context;
    this.mode = mode;
  }

  async begin(): Promise<void> {
    if (this.mode.own) await this.query("BEGIN");
  }

  /** Takes note of what the server did with a text, also where it failed. */
  note(section: Section, text: Omit<SentText, "completed">, outcome: ScriptOutcome): void {
    const commands = outcome.results.map((result) => result.command);
    this.sent = { section, text: { ...text, completed: commands.length } };
    const committed = commands.lastIndexOf("COMMIT");
    if (committed >= 0) {
      this.kept += this.sinceIdle + committed + 1;
      this.sinceIdle = 0;
    }
    this.sinceIdle += commands.length - (committed + 1);
    if (outcome.failure !== undefined) return;
    if (this.status() !== "I") return;
    this.kept += this.sinceIdle;
    this.sinceIdle = 0;
  }

  /** The ledger is sent with what comes next, and stays or goes with that. */
  joinLedger(): void {
    this.joined = "sent";
  }

  /** What became of that: behind so many statements of the migration. */
  noteLedger({ results, failure }: ScriptOutcome, statements: number): void {
    if (failure === undefined) this.joined = "written";
    else if (results.length >= statements) this.phase = "ledger";
  }

  /**
   * Brings the connection into a transaction for the ledger's statements. A tool that writes them in the session of the
   * migration does so in the role and with the settings that are left there, and may be refused: so are we.
   */
  async beforeLedger(): Promise<void> {
    const { ledger, session, searchPath } = this.context;
    const inside = this.mode.own || this.mode.together;
    if (!inside && this.status() !== "I") throw new OpenTransactionError();
    this.phase = "ledger";
    if (!inside && ledger.ownSession === true) await resetSession(session.work);
    // A migration that committed by itself has ended our transaction too.
    if (this.status() === "I") await this.query("BEGIN");
    if (ledger.ownSession === true) await this.query("RESET SESSION AUTHORIZATION");
    await confirmLock(this.context, true);
    if (ledger.bySearchPath === true) this.leftPath = await pathOf(session.work);
    else await this.setPath(searchPath);
  }

  /** What else is written beside the ledger is ours, whatever the migration left. */
  async afterLedger(): Promise<void> {
    await this.query("RESET SESSION AUTHORIZATION");
    await this.setPath(this.context.searchPath);
  }

  async commit(): Promise<void> {
    this.phase = "commit";
    if (this.mode.together) return;
    if (this.joined !== "written") await this.query("COMMIT");
    await resetSession(this.context.session.work);
  }

  /** Ends whatever is open; a broken connection has done so already. */
  async rollback(): Promise<void> {
    await this.query("ROLLBACK").catch(() => undefined);
    await resetSession(this.context.session.work).catch(() => undefined);
  }

  /** Until the end of the transaction. */
  private async setPath(path: string): Promise<void> {
    await this.context.session.work.query("SELECT pg_catalog.set_config('search_path', $1, true)", [path]);
  }

  private status(): string | null {
    return this.context.session.work.getTransactionStatus();
  }

  private async query(text: string): Promise<void> {
    await this.context.session.work.query(text);
  }
}
