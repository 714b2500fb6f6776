import { dollarQuoted, ident, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import { differs } from "../rename/compare.ts";
import { copying, tableOf } from "../rename/synchronise.ts";
import type { RetypeState } from "./state.ts";

/** The function and trigger that keep the new column in step with the one that clients write. */
export function synchronise(state: RetypeState, direction: "forward" | "backward"): readonly string[] {
  const trigger =
    sql`CREATE OR REPLACE TRIGGER ${ident(state.trigger)} BEFORE INSERT OR UPDATE ON ${tableOf(state)}
  FOR EACH ROW EXECUTE FUNCTION ${functionOf(state)}()`.text;
  return [functionSql(state, direction), trigger];
}

/** `forward`: the new column follows, before the swap; `backward`: the old one does, after it. */
export function functionSql(state: RetypeState, direction: "forward" | "backward"): string {
  return sql`CREATE OR REPLACE FUNCTION ${functionOf(state)}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(body(state, direction))}`
    .text;
}

function functionOf({ schema, function: name }: RetypeState): Sql {
  return qualified(schema, name);
}

/**
 * As long as nobody writes the column its follower stays as it is: a row that is not filled is left to the backfill, so
 * that no other write of it can fail of a value that the new type does not take, and after the swap it keeps what it had.
 */
function body(state: RetypeState, direction: "forward" | "backward"): string {
  const column = ident(state.column);
  const follower = ident(direction === "forward" ? state.fresh : state.aside);
  const set = sql`NEW.${follower} := ${Sql.verbatim(state[direction].ofNew)};`;
  return sql`
BEGIN${restored(state, set)}
  IF TG_OP = 'INSERT' THEN
    ${set}
  ELSIF ${differs(sql`NEW.${column}`, sql`OLD.${column}`)} THEN
    ${set}
  END IF;
  RETURN NEW;
END
`.text;
}

/** This trigger fires last, so what others changed in a row that the backfill copies shows here and is put back. */
function restored({ ownTriggers }: RetypeState, set: Sql): Sql {
  if (ownTriggers !== "restored") return sql``;
  return sql`
  IF TG_OP = 'UPDATE' AND pg_catalog.current_setting(${literal(copying)}, true) = 'on' THEN
    NEW := OLD;
    ${set}
    RETURN NEW;
  END IF;`;
}

export function stopSynchronising(state: RetypeState): readonly string[] {
  return [
    sql`DROP TRIGGER IF EXISTS ${ident(state.trigger)} ON ${tableOf(state)}`.text,
    sql`DROP FUNCTION IF EXISTS ${functionOf(state)}()`.text,
  ];
}
