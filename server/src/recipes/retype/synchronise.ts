import { ident, sql, Sql } from "../../sql/fragment.ts";
import { differs } from "../transition/compare.ts";
import { keepInStep, leaveStep, stepFunction, type InStep } from "../transition/triggers.ts";
import type { RetypeState } from "./state.ts";

/** The function and trigger that keep the new column in step with the one that clients write. */
export function synchronise(state: RetypeState, direction: "forward" | "backward"): readonly string[] {
  const trigger = { name: state.trigger, events: sql`INSERT OR UPDATE` };
  return keepInStep(state, [trigger], following(state, direction));
}

/** `forward`: the new column follows, before the swap; `backward`: the old one does, after it. */
export function functionSql(state: RetypeState, direction: "forward" | "backward"): string {
  return stepFunction(state, following(state, direction));
}

/**
 * As long as nobody writes the column its follower stays as it is: a row that is not filled is left to the backfill, so
 * that no other write of it can fail of a value that the new type does not take, and after the swap it keeps what it had.
 */
function following(state: RetypeState, direction: "forward" | "backward"): InStep {
  const column = ident(state.column);
  const follower = ident(direction === "forward" ? state.fresh : state.aside);
  const assigned = sql`NEW.${follower} := ${Sql.verbatim(state[direction].ofNew)};`;
  const set =
    direction === "backward" && state.mayRaise === true
      ? sql`BEGIN
      ${assigned}
    EXCEPTION WHEN OTHERS THEN
      NEW.${follower} := NULL;
    END;`
      : assigned;
  return {
    copied: set,
    written: sql`  IF TG_OP = 'INSERT' THEN
    ${set}
  ELSIF ${differs(sql`NEW.${column}`, sql`OLD.${column}`)} THEN
    ${set}
  END IF;`,
  };
}

export function stopSynchronising(state: RetypeState): readonly string[] {
  return leaveStep(state, [state.trigger]);
}
