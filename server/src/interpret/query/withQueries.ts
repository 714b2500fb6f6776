import type { CommonTableExpr, WithClause } from "@pgsql/types";
import { stringsOf } from "../nodes.ts";
import { withoutRest } from "../openWorld/queries.ts";
import { readSelect } from "./place.ts";
import type { Reading } from "./reading.ts";
import type { NamedQuery, QueryColumn, Scope } from "./scope.ts";

/** Adds the common table expressions of WITH to a scope; each sees those before it, and itself if recursive. */
export function withQueries(reading: Reading, clause: WithClause | undefined, scope: Scope): Scope {
  let inside = scope;
  for (const node of clause?.ctes ?? []) {
    if (!("CommonTableExpr" in node)) continue;
    const query = readNamed(reading, node.CommonTableExpr, inside, clause?.recursive === true);
    inside = { ...inside, named: [...inside.named, query] };
  }
  return inside;
}

function readNamed(
  reading: Reading,
  expression: CommonTableExpr,
  scope: Scope,
  recursive: boolean,
): NamedQuery {
  const { ctename: name = "", ctequery: query } = expression;
  const renamed = stringsOf(expression.aliascolnames);
  const rename = (outputs: readonly QueryColumn[]): Omit<NamedQuery, "name"> => {
    const { columns, open } = withoutRest(outputs);
    const called = columns.map((column, position) => ({
      name: renamed[position] ?? column.name,
      type: column.type,
    }));
    return { columns: called, open };
  };
  if (query === undefined) return { name, columns: [], open: true };
  if (!("SelectStmt" in query))
    return { name, ...rename(reading.execution.bodies.change(reading, query, scope)) };
  if (!recursive || query.SelectStmt.larg === undefined)
    return { name, ...rename(readSelect(reading, query.SelectStmt, scope)) };
  // The first branch of a recursive query says what columns it has; the whole is then read with itself in scope.
  const first = rename(
    readSelect(reading, query.SelectStmt.larg, withQueries(reading, query.SelectStmt.withClause, scope)),
  );
  const self: NamedQuery = {
    name,
    columns: first.columns,
    open: first.open || expression.search_clause !== undefined || expression.cycle_clause !== undefined,
  };
  readSelect(reading, query.SelectStmt, { ...scope, named: [...scope.named, self] });
  return self;
}
