/** A text that a PL/pgSQL statement hands to the SQL engine. */
export interface Embedded {
  readonly query: string;
  /** One-based, from the body's first line. */
  readonly line: number;
  /** True for EXECUTE and its kin: `query` is then an expression that yields the text. */
  readonly dynamic: boolean;
  /** PERFORM, whose first word libpg_query prints as SELECT. */
  readonly perform: boolean;
  readonly conditional: boolean;
}

/** Where each statement keeps its SQL. Source: dump_* functions of pg_query_json_plpgsql.c. */
const FIELDS: Readonly<Record<string, { readonly static?: string; readonly dynamic?: string }>> = {
  PLpgSQL_stmt_execsql: { static: "sqlstmt" },
  PLpgSQL_stmt_perform: { static: "expr" },
  PLpgSQL_stmt_call: { static: "expr" },
  PLpgSQL_stmt_fors: { static: "query" },
  PLpgSQL_stmt_return_query: { static: "query", dynamic: "dynquery" },
  PLpgSQL_stmt_open: { static: "query", dynamic: "dynquery" },
  PLpgSQL_stmt_dynexecute: { dynamic: "query" },
  PLpgSQL_stmt_dynfors: { dynamic: "query" },
};

/** What below it may run not at all, or more than once. */
const BRANCHES =
  /^PLpgSQL_(?:stmt_(?:if|case|loop|while|fori|fors|forc|dynfors|foreach_a)|exception_block|if_elsif|case_when)$/;

/** All embedded SQL of a tree that libpg_query printed, in the order of its lines. */
export function embeddedIn(tree: unknown): readonly Embedded[] {
  const found: Embedded[] = [];
  visit(tree, "", false, found);
  return found.sort((left, right) => left.line - right.line);
}

function visit(value: unknown, name: string, conditional: boolean, found: Embedded[]): void {
  if (!isRecord(value)) return;
  const fields = FIELDS[name];
  if (fields !== undefined) collect(value, name, fields, conditional, found);
  // What an exception handler may undo runs only perhaps, too.
  const below =
    conditional || BRANCHES.test(name) || (name === "PLpgSQL_stmt_block" && "exceptions" in value);
  for (const [key, child] of Object.entries(value)) visit(child, key, below, found);
}

function collect(
  value: object,
  name: string,
  fields: { readonly static?: string; readonly dynamic?: string },
  conditional: boolean,
  found: Embedded[],
): void {
  const line = numberAt(value, "lineno") ?? 1;
  const perform = name === "PLpgSQL_stmt_perform";
  for (const [kind, field] of Object.entries(fields)) {
    const query = queryOf(value, field);
    if (query !== undefined) found.push({ query, line, dynamic: kind === "dynamic", perform, conditional });
  }
}

function queryOf(value: object, field: string): string | undefined {
  const holder = get(value, field);
  const expression = isRecord(holder) ? get(holder, "PLpgSQL_expr") : undefined;
  const query = isRecord(expression) ? get(expression, "query") : undefined;
  return typeof query === "string" ? query : undefined;
}

function numberAt(value: object, key: string): number | undefined {
  const found = get(value, key);
  return typeof found === "number" ? found : undefined;
}

function get(value: object, key: string): unknown {
  return new Map<string, unknown>(Object.entries(value)).get(key);
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
