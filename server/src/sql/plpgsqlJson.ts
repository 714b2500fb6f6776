/*
 * Readers of the tree that libpg_query prints for PL/pgSQL. It leaves out fields that hold zero, false or nothing.
 * Source: dump_* functions of pg_query_json_plpgsql.c.
 */

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function field(value: unknown, key: string): unknown {
  return isJson(value) ? value[key] : undefined;
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return isList(found) ? found : [];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function textAt(value: unknown, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: unknown, key: string): number | undefined {
  const found = field(value, key);
  return typeof found === "number" ? found : undefined;
}

export function flagAt(value: unknown, key: string): boolean {
  return field(value, key) === true;
}

/** The name and the fields of a node such as `{"PLpgSQL_stmt_if": {…}}`. */
export function named(value: unknown): { readonly name: string; readonly fields: unknown } {
  const [entry] = isJson(value) ? Object.entries(value) : [];
  return { name: entry?.[0] ?? "", fields: entry?.[1] };
}

/** The text of the expression that a field holds. */
export function queryAt(value: unknown, key: string): string | undefined {
  return textAt(field(field(value, key), "PLpgSQL_expr"), "query");
}

export function lineOf(value: unknown): number {
  return numberAt(value, "lineno") ?? 0;
}
