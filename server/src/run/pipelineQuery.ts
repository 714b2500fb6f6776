import type { Client, Connection } from "pg";
import { ScriptQuery, type ScriptOutcome } from "./scriptQuery.ts";

/**
 * Sends statements as one pipeline: all of them before the single Sync, so that they share an implicit transaction that
 * is no transaction block. The server skips what follows an error.
 */
export function sendPipeline(client: Client, statements: readonly string[]): Promise<ScriptOutcome> {
  return new Promise((resolve) => {
    client.query(new PipelineQuery(statements, resolve));
  });
}

class PipelineQuery extends ScriptQuery {
  private readonly statements: readonly string[];

  constructor(statements: readonly string[], done: (outcome: ScriptOutcome) => void) {
    super(statements.join(";"), {}, done);
    this.statements = statements;
  }

  override submit(connection: Connection): void {
    for (const text of this.statements) {
      connection.parse({ text, name: "", types: [] }, true);
      connection.bind({ portal: "", statement: "", values: [] }, true);
      connection.execute({ portal: "", rows: "0" }, true);
    }
    connection.sync();
  }

  /** Sync follows already, so nothing has to be done for the server to go on. */
  handlePortalSuspended(): void {
    // No limit of rows is ever asked for.
  }
}
