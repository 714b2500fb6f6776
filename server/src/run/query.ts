import type { QueryResult } from "../protocol.ts";
import { plainFailure, RunError } from "./runError.ts";
import { sendScript } from "./scriptQuery.ts";
import { serverMessage } from "./serverMessage.ts";
import { codeOf } from "./databases/databaseError.ts";
import type { Session } from "./session.ts";

/** Runs what the user typed, as psql would, and gives the last statement's answer as text. Throws a RunError. */
export async function queryText(session: Session, sql: string, limit: number): Promise<QueryResult> {
  const { results, failure } = await sendScript(session.work, sql, { limit });
  if (failure !== undefined) {
    throw new RunError(plainFailure(codeOf(failure) ?? "connection-lost", serverMessage(failure)), failure);
  }
  return results.at(-1) ?? { columns: [], rows: [], command: "", truncated: false };
}
