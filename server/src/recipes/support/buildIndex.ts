/** Statements that build an index without blocking writes. */
export interface IndexBuild {
  /** Where nothing else can be sent with it. Run again it fails, since the name is taken. */
  readonly once: readonly string[];
  /** Where each statement is sent by itself: keeps what is whole, and fails where the index is INVALID. */
  readonly again: readonly string[];
}

/**
 * CREATE INDEX CONCURRENTLY leaves an INVALID index where it fails or is killed, which IF NOT EXISTS alone would keep:
 * nothing would use it, and nobody would know.
 *
 * @param create up to the word before the name: `CREATE UNIQUE INDEX CONCURRENTLY`
 * @param rest from the index's name on
 * @param index what the index is called in SQL once it is there
 */
export function buildIndex(create: string, rest: string, index: string): IndexBuild {
  return {
    once: [`${create} ${rest}`],
    again: [`${create} IF NOT EXISTS ${rest}`, refuseInvalid(index)],
  };
}

/** Fails where an index is not there, or INVALID, before something that counts on it. */
export function refuseUnbuilt(index: string): string {
  const name = index.replaceAll("'", "''");
  const words = `${name} is missing or INVALID: build it again as the migration before this one does, then run this again`;
  return `SELECT (CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_index WHERE indisvalid AND indexrelid = pg_catalog.to_regclass('${name}'))\n  THEN '1' ELSE '${words}' END)::int AS ready`;
}

/**
 * The words are no number, so the cast fails, and its message holds them. Every tool can send this, also those that
 * send a file with a `DO` in one string.
 */
export function refuseInvalid(index: string): string {
  const name = index.replaceAll("'", "''");
  const words = `${name} is INVALID, since building it failed before: DROP INDEX CONCURRENTLY ${name}, then run this again`;
  return `SELECT (CASE WHEN indisvalid THEN '1' ELSE '${words}' END)::int AS valid\n  FROM pg_catalog.pg_index WHERE indexrelid = '${name}'::regclass`;
}
