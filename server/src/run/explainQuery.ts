import type { Client, Connection } from "pg";
import { ScriptQuery, type ScriptOutcome } from "./scriptQuery.ts";

/** What is put before a statement to see its plan, which does not run it. */
export const explain = "EXPLAIN ";

/**
 * Asks for the plan of one statement. By the extended protocol, which takes no second one: behind the EXPLAIN of a first
 * statement, a simple query would run the others.
 */
export function sendExplain(client: Client, statement: string, limit: number): Promise<ScriptOutcome> {
  return new Promise((resolve) => {
    client.query(new OneStatement(`${explain}${statement}`, { limit }, resolve));
  });
}

class OneStatement extends ScriptQuery {
  override submit(connection: Connection): void {
    connection.parse({ text: this.text, name: "", types: [] }, true);
    connection.bind({ portal: "", statement: "", values: [] }, true);
    connection.describe({ type: "P", name: "" }, true);
    connection.execute({ portal: "", rows: "0" }, true);
    connection.sync();
  }

  /** Sync follows already, so nothing has to be done for the server to go on. */
  handlePortalSuspended(): void {
    // All rows are asked for.
  }
}
