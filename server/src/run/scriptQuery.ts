import type { Client, Submittable } from "pg";

/** One statement's answer, in PostgreSQL's text format. */
export interface TextResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** e.g. `SELECT 3`; empty for an empty query. */
  readonly command: string;
  /** True when rows beyond the limit were left out. */
  readonly truncated: boolean;
}

/** What a script gave until it ended, or until it failed: `failure` stopped the statement after the last result. */
export interface ScriptOutcome {
  readonly results: readonly TextResult[];
  readonly failure: Error | undefined;
}

/**
 * Sends a script as one simple-query message, as migration tools do. The client's own query tells nothing of the
 * statements that succeeded before an error; here they are counted, so that the failing one is known even where
 * the server gives no position. Keeps at most `limit` rows of each statement.
 */
export function sendScript(
  client: Client,
  text: string,
  options: ScriptOptions = {},
): Promise<ScriptOutcome> {
  return new Promise((resolve) => {
    client.query(new ScriptQuery(text, options, resolve));
  });
}

export interface ScriptOptions {
  /** How many rows of each statement are kept. */
  readonly limit?: number;
  /** What the script's COPY … FROM stdin reads, in the form of its own lines; absent where there is none to send. */
  readonly rows?: string | undefined;
}

interface Fields<T> {
  readonly fields: readonly T[];
}

interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** The handlers are those that `pg` calls on any query object. */
export class ScriptQuery implements Submittable {
  protected readonly text: string;
  private readonly limit: number;
  private readonly copied: string | undefined;
  private readonly done: (outcome: ScriptOutcome) => void;
  private readonly results: TextResult[] = [];
  private columns: string[] = [];
  private rows: (string | null)[][] = [];
  private truncated = false;

  constructor(text: string, { limit = 0, rows }: ScriptOptions, done: (outcome: ScriptOutcome) => void) {
    this.text = text;
    this.limit = limit;
    this.copied = rows;
    this.done = done;
  }

  submit(connection: { query(text: string): void }): void {
    connection.query(this.text);
  }

  handleRowDescription(message: Fields<{ readonly name: string }>): void {
    this.columns = message.fields.map((field) => field.name);
  }

  handleDataRow(message: Fields<string | null>): void {
    if (this.rows.length < this.limit) this.rows.push([...message.fields]);
    else this.truncated = true;
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.results.push({
      columns: this.columns,
      rows: this.rows,
      command: message.text,
      truncated: this.truncated,
    });
    this.columns = [];
    this.rows = [];
    this.truncated = false;
  }

  handleEmptyQuery(): void {
    // Nothing but comments: no result, no error.
  }

  handleCopyInResponse(connection: CopyConnection): void {
    if (this.copied !== undefined) {
      connection.sendCopyFromChunk(Buffer.from(this.copied));
      connection.endCopyFrom();
      return;
    }
    connection.sendCopyFail("COPY FROM STDIN needs psql; put the rows into INSERT statements");
  }

  handleCopyData(): void {
    // COPY TO STDOUT in a migration: the rows have nowhere to go.
  }

  handleError(error: Error): void {
    this.done({ results: this.results, failure: error });
  }

  handleReadyForQuery(): void {
    this.done({ results: this.results, failure: undefined });
  }
}
