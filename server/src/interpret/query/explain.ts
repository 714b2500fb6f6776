import type { ExplainStmt, Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { isOptionOn } from "../indexes/definition.ts";
import { runPrepared } from "./prepared.ts";
import { runQuery } from "./statements.ts";
import { createTableAs } from "../views/materializedView.ts";

/** Options of EXPLAIN with the first major that has them (explain_state.c). */
const known: Readonly<Record<string, number | undefined>> = {
  analyze: 14,
  verbose: 14,
  costs: 14,
  settings: 14,
  buffers: 14,
  wal: 14,
  timing: 14,
  summary: 14,
  format: 14,
  generic_plan: 16,
  memory: 17,
  serialize: 17,
};

/** EXPLAIN locks as the statement would; without ANALYZE it is not run. */
export function explain(execution: Execution, { query, options }: ExplainStmt): void {
  const chosen = (options ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
  for (const { defname = "" } of chosen) {
    const since = known[defname];
    if (since === undefined || !execution.server.isSince(since))
      execution.fail("42601", `unrecognized EXPLAIN option "${defname}"`);
  }
  execution.plansOnly = !isOptionOn(options, "analyze");
  if (query !== undefined) explained(execution, query);
}

function explained(execution: Execution, query: Node): void {
  if ("ExecuteStmt" in query) runPrepared(execution, query.ExecuteStmt.name ?? "");
  else if ("CreateTableAsStmt" in query) {
    // Only with ANALYZE is the table made.
    if (!execution.plansOnly) createTableAs(execution, query.CreateTableAsStmt);
    else if (query.CreateTableAsStmt.query !== undefined) explained(execution, query.CreateTableAsStmt.query);
  } else if ("DeclareCursorStmt" in query) {
    if (query.DeclareCursorStmt.query !== undefined) runQuery(execution, query.DeclareCursorStmt.query);
  } else runQuery(execution, query);
}
