import pg from "pg";
import type { QueryParams, QueryResult } from "../protocol.ts";
import { plainFailure, RunError } from "./runError.ts";
import { shift, type Span } from "../sql/span.ts";
import { wordAt } from "./position.ts";
import { explain, sendExplain } from "./explainQuery.ts";
import { sendScript, type ScriptOutcome } from "./scriptQuery.ts";
import { serverMessage } from "./serverMessage.ts";
import { codeOf } from "./databases/databaseError.ts";
import { cancelledBy, type Session } from "./session.ts";

/**
 * Runs what the user typed, as psql would, and gives the last statement's answer as text; or, with `explained`, the plan of
 * the one statement that it is, a line in each row. Ends with the signal. Throws a RunError.
 */
export async function answerQuery(
  session: Session,
  { sql, limit, explained = false }: QueryParams,
  signal: AbortSignal,
): Promise<QueryResult> {
  const { work } = session;
  const outcome = await cancelledBy(signal, session, () =>
    explained ? sendExplain(work, sql, limit) : sendScript(work, sql, { limit }),
  );
  return answer(outcome, (position) =>
    explained ? shift(wordAt(`${explain}${sql}`, position), -explain.length) : wordAt(sql, position),
  );
}

function answer({ results, failure }: ScriptOutcome, place: (position: number) => Span): QueryResult {
  if (failure === undefined)
    return results.at(-1) ?? { columns: [], rows: [], command: "", truncated: false };
  const said = plainFailure(codeOf(failure) ?? "connection-lost", serverMessage(failure));
  const position = failure instanceof pg.DatabaseError ? Number(failure.position) : Number.NaN;
  const isPlace = Number.isInteger(position) && position > 0;
  throw new RunError({ ...said, ...(isPlace ? { span: place(position) } : {}) }, failure);
}
