import { dollarQuoted, ident, join, literal, sql, Sql } from "../../sql/fragment.ts";
import type { OwnTriggers } from "./ownTriggers.ts";
import { copying } from "./triggers.ts";

/** How often a batch that meets a locked row tries again before the backfill gives up. */
const mostTries = 600;

/** How the rows of a table are walked. */
export interface Batches {
  readonly table: Sql;
  /** What a row is called in what is done to it; `k` unless told. */
  readonly alias?: Sql;
  /** Columns of a unique, NOT NULL key. */
  readonly key: readonly string[];
  readonly ownTriggers: OwnTriggers;
  readonly batchSize: number;
  /** Milliseconds. */
  readonly batchDelay: number;
}

/** What is done to each row. */
export interface Filling {
  /** What follows SET; where it is absent, the rows are deleted. */
  readonly set?: Sql;
  /** Which rows are not filled yet. */
  readonly missing: Sql;
}

/**
 * One DO statement that changes the rows that are still to be changed, walking the key in batches with a commit after
 * each. It may be stopped at any time and started again: rows that are filled are passed over. The end is fixed
 * first, since later rows are filled by the triggers. A batch waits for a lock for less than deadlock_timeout, so it
 * is the backfill that gives way, never a client.
 */
export function fillInBatches(
  batches: Batches,
  { set, missing }: Filling,
  after: readonly string[] = [],
): string {
  const { table, alias = ident("k") } = batches;
  const change =
    set === undefined ? sql`DELETE FROM ${table} AS ${alias}` : sql`UPDATE ${table} AS ${alias} SET ${set}`;
  const keys = batches.key.map((name) => ident(name));
  const variables = (name: string): readonly Sql[] =>
    keys.map((_key, index) => ident(`lockkeeper_${name}_${index + 1}`));
  const low = variables("low");
  const high = variables("high");
  const last = variables("last");
  const ofRow = keys.map((key) => sql`${alias}.${key}`);
  const row = sql`(${join(ofRow)})`;
  const ascending = join(ofRow);
  const descending = join(ofRow.map((key) => sql`${key} DESC`));
  const inPage = keys.map((_key, index) => ident(`key_${index + 1}`));
  const named = join(ofRow.map((key, index) => sql`${key} AS ${inPage[index] ?? key}`));
  const pageEnd = join(inPage.map((key) => sql`page.${key} DESC`));
  const text = sql`
DECLARE
${declarations(table, keys, [low, high, last])}
  lockkeeper_tries integer := 0;
BEGIN
  SELECT ${ascending} INTO ${join(last)} FROM ${table} AS ${alias} ORDER BY ${descending} LIMIT 1;
  SELECT ${ascending} INTO ${join(low)} FROM ${table} AS ${alias} ORDER BY ${ascending} LIMIT 1;
  WHILE ${low[0] ?? sql`NULL`} IS NOT NULL LOOP
    SELECT ${join(inPage.map((key) => sql`page.${key}`))} INTO ${join(high)}
      FROM (SELECT ${named} FROM ${table} AS ${alias} WHERE ${row} >= (${join(low)}) ORDER BY ${ascending} LIMIT ${batches.batchSize}) AS page
      ORDER BY ${pageEnd} LIMIT 1;
    LOOP
      BEGIN
${perTransaction(batches)}
        ${change}
          WHERE ${row} >= (${join(low)}) AND ${row} <= (${join(high)})
          AND ${missing};
        EXIT;
      EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
        lockkeeper_tries := lockkeeper_tries + 1;
        IF lockkeeper_tries > ${mostTries} THEN RAISE; END IF;
      END;
      COMMIT;
      PERFORM pg_catalog.pg_sleep(0.1);
    END LOOP;
    COMMIT;
    lockkeeper_tries := 0;
    EXIT WHEN (${join(high)}) >= (${join(last)});
    PERFORM pg_catalog.pg_sleep(${batches.batchDelay / 1000});
    SELECT ${ascending} INTO ${join(low)} FROM ${table} AS ${alias} WHERE ${row} > (${join(high)}) ORDER BY ${ascending} LIMIT 1;
  END LOOP;
${statements(after)}END
`.text;
  return `DO ${dollarQuoted(text).text}`;
}

function declarations(table: Sql, keys: readonly Sql[], groups: readonly (readonly Sql[])[]): Sql {
  const lines = groups.flatMap((group) =>
    group.map((variable, index) => sql`  ${variable} ${table}.${keys[index] ?? variable}%TYPE;`),
  );
  return join(lines, "\n");
}

/** Settings that end with each batch's transaction. The user's triggers are not to see the copying as a change. */
function perTransaction({ ownTriggers }: Batches): Sql {
  const limit = sql`        PERFORM pg_catalog.set_config('lock_timeout', '500ms', true);`;
  if (ownTriggers === "none") return limit;
  const guard =
    ownTriggers === "restored" ? sql`${literal(copying)}, 'on'` : sql`'session_replication_role', 'replica'`;
  return sql`${limit}
        PERFORM pg_catalog.set_config(${guard}, true);`;
}

function statements(after: readonly string[]): Sql {
  return Sql.verbatim(after.map((each) => `  ${each};\n`).join(""));
}
