import { dollarQuoted, ident, join, literal, sql, Sql } from "../../sql/fragment.ts";
import { backfillMark } from "./backfillMark.ts";
import type { Batches, Filling } from "./batches.ts";
import { walkOf, type KeyValues } from "./walk.ts";
import { copying } from "./triggers.ts";

/** How often a batch that meets a locked row tries again before the backfill gives up. */
export const mostTries = 600;

/**
 * One DO statement that changes the rows that are still to be changed, walking the key in batches with a commit after
 * each. It may be stopped at any time and started again: rows that are filled are passed over. The end is fixed
 * first, since later rows are filled by the triggers. A batch waits for a lock for less than deadlock_timeout, so it
 * is the backfill that gives way, never a client.
 */
export function fillInBatches(batches: Batches, filling: Filling, after: readonly string[] = []): string {
  const { table, key } = batches;
  const variables = (name: string): KeyValues =>
    key.map((_key, index) => ident(`lockkeeper_${name}_${index + 1}`));
  const low = variables("low");
  const high = variables("high");
  const last = variables("last");
  const walk = walkOf(batches);
  const text = sql`
DECLARE
${declarations(
  table,
  key.map((name) => ident(name)),
  [low, high, last],
)}
  lockkeeper_tries integer := 0;
BEGIN
  ${walk.last(last)};
  ${walk.first(low)};
  WHILE ${low[0] ?? sql`NULL`} IS NOT NULL LOOP
    ${walk.pageEnd(low, high)};
    LOOP
      BEGIN
${join(
  settingsOf(batches).map((setting) => sql`        PERFORM ${setting};`),
  "\n",
)}
        ${changeOf(batches, filling, walk.within(low, high))};
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
    ${walk.next(high, low)};
  END LOOP;
${statements(after)}END
`.text;
  const filled = `DO ${dollarQuoted(text).text}`;
  // What goes on after the rows is for the whole alone.
  return after.length > 0 ? filled : `${backfillMark(batches, filling)}\n${filled}`;
}

/** What is done to the rows of a page that are not filled yet. */
export function changeOf(
  { table, alias = ident("k") }: Batches,
  { set, from, head, missing }: Filling,
  within: Sql,
): Sql {
  const change =
    set === undefined ? sql`DELETE FROM ${table} AS ${alias}` : sql`UPDATE ${table} AS ${alias} SET ${set}`;
  const joined =
    from === undefined
      ? sql``
      : sql`
          ${Sql.verbatim(set === undefined ? "USING" : "FROM")} ${from}`;
  return sql`${head === undefined ? sql`` : sql`${head} `}${change}${joined}
          WHERE ${within}
          AND ${missing}`;
}

function declarations(table: Sql, keys: readonly Sql[], groups: readonly (readonly Sql[])[]): Sql {
  const lines = groups.flatMap((group) =>
    group.map((variable, index) => sql`  ${variable} ${table}.${keys[index] ?? variable}%TYPE;`),
  );
  return join(lines, "\n");
}

/** Calls whose settings end with each batch's transaction. The user's triggers are not to see the copying as a change. */
export function settingsOf(batches: Pick<Batches, "ownTriggers" | "function">): readonly Sql[] {
  const { ownTriggers, function: restoring = "on" } = batches;
  const limit = sql`pg_catalog.set_config('lock_timeout', '500ms', true)`;
  if (ownTriggers === "none") return [limit];
  const guard =
    ownTriggers === "restored"
      ? sql`${literal(copying)}, ${literal(restoring)}`
      : sql`'session_replication_role', 'replica'`;
  return [limit, sql`pg_catalog.set_config(${guard}, true)`];
}

function statements(after: readonly string[]): Sql {
  return Sql.verbatim(after.map((each) => `  ${each};\n`).join(""));
}
