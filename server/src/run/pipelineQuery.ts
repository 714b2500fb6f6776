import type { Client, Connection } from "pg";
import type { Query } from "../formats/query.ts";
import { ScriptQuery, type ScriptOutcome } from "./scriptQuery.ts";

/**
 * Sends statements as one pipeline: all of them before the single Sync, so that they share an implicit transaction that
 * is no transaction block. The server skips what follows an error. `behind` goes with them, after the last.
 */
export function sendPipeline(
  client: Client,
  statements: readonly string[],
  behind: readonly Query[] = [],
): Promise<ScriptOutcome> {
  return new Promise((resolve) => {
    client.query(
      new PipelineQuery([...statements.map((text) => ({ text, values: [] })), ...behind], resolve),
    );
  });
}

class PipelineQuery extends ScriptQuery {
  private readonly statements: readonly Query[];

  constructor(statements: readonly Query[], done: (outcome: ScriptOutcome) => void) {
    super(statements.map(({ text }) => text).join(";"), {}, done);
    this.statements = statements;
  }

  override submit(connection: Connection): void {
    for (const { text, values } of this.statements) {
      connection.parse({ text, name: "", types: [] }, true);
      connection.bind({ portal: "", statement: "", values: values.map(sent) }, true);
      connection.execute({ portal: "", rows: "0" }, true);
    }
    connection.sync();
  }

  /** Sync follows already, so nothing has to be done for the server to go on. */
  handlePortalSuspended(): void {
    // No limit of rows is ever asked for.
  }
}

function sent(value: Query["values"][number]): string | Buffer | null {
  return value === null ? null : value instanceof Uint8Array ? Buffer.from(value) : String(value);
}
