import { dollarQuoted, ident, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import { differs } from "./compare.ts";
import type { RenameState } from "./state.ts";

/** The two columns: `full` has a value in every row, `fresh` is still being filled. */
export interface Sides {
  readonly full: string;
  readonly fresh: string;
}

/** A setting that is on in the transactions of a backfill. */
export const copying = "lockkeeper.copying";

export function tableOf({ schema, table }: Pick<RenameState, "schema" | "table">): Sql {
  return qualified(schema, table);
}

function functionOf(state: RenameState): Sql {
  return qualified(state.schema, state.function);
}

/**
 * The function and triggers that keep two columns alike, whichever of them a client writes. The first trigger fires
 * for an INSERT and where the full column is named in SET, the second where the fresh one is, the third always: it
 * also sees what other triggers changed. In a row that is not filled yet both columns may be unchanged and differ;
 * then the column named in SET is the one that the client meant.
 */
export function synchronise(state: RenameState, sides: Sides): readonly string[] {
  const table = tableOf(state);
  const [first, second, third] = state.triggers;
  const create = (name: string, events: Sql, side: string): string =>
    sql`CREATE OR REPLACE TRIGGER ${ident(name)} BEFORE ${events} ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ${functionOf(state)}(${literal(side)})`.text;
  return [
    sql`CREATE OR REPLACE FUNCTION ${functionOf(state)}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(body(state, sides))}`
      .text,
    create(first, sql`INSERT OR UPDATE OF ${ident(sides.full)}`, "full"),
    create(second, sql`UPDATE OF ${ident(sides.fresh)}`, "fresh"),
    create(third, sql`UPDATE`, "full"),
  ];
}

/** On INSERT a default stands only in the full column, so a value in the fresh one was given by the client. */
function body({ ownTriggers }: RenameState, sides: Sides): string {
  const full = ident(sides.full);
  const fresh = ident(sides.fresh);
  const now = (column: Sql): Sql => sql`NEW.${column}`;
  const before = (column: Sql): Sql => sql`OLD.${column}`;
  // These triggers fire last, so what others changed in a row that the backfill copies shows here and is put back.
  const restored = sql`
  IF TG_OP = 'UPDATE' AND pg_catalog.current_setting(${literal(copying)}, true) = 'on' THEN
    NEW := OLD;
    NEW.${fresh} := OLD.${full};
    RETURN NEW;
  END IF;`;
  return sql`
BEGIN${ownTriggers === "restored" ? restored : sql``}
  IF TG_OP = 'INSERT' THEN
    IF NEW.${fresh} IS NULL THEN NEW.${fresh} := NEW.${full}; ELSE NEW.${full} := NEW.${fresh}; END IF;
  ELSIF ${differs(now(fresh), before(fresh))} THEN
    NEW.${full} := NEW.${fresh};
  ELSIF ${differs(now(full), before(full))} THEN
    NEW.${fresh} := NEW.${full};
  ELSIF ${differs(now(fresh), now(full))} THEN
    IF TG_ARGV[0] = 'fresh' THEN NEW.${full} := NEW.${fresh}; ELSE NEW.${fresh} := NEW.${full}; END IF;
  END IF;
  RETURN NEW;
END
`.text;
}

export function stopSynchronising(state: RenameState): readonly string[] {
  const table = tableOf(state);
  return [
    ...state.triggers.map((name) => sql`DROP TRIGGER IF EXISTS ${ident(name)} ON ${table}`.text),
    sql`DROP FUNCTION IF EXISTS ${functionOf(state)}()`.text,
  ];
}
