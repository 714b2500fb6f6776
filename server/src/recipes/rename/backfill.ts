import { ident, sql } from "../../sql/fragment.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { differs } from "../transition/compare.ts";
import { tableOf } from "../transition/state.ts";
import type { RenameState } from "./state.ts";
import type { Sides } from "./synchronise.ts";

/** Fills the fresh column of a rename from the full one. */
export function backfill(state: RenameState, { full, fresh }: Sides, after: readonly string[] = []): string {
  const differing = differs(sql`k.${ident(fresh)}`, sql`k.${ident(full)}`);
  const filling = { set: sql`${ident(fresh)} = k.${ident(full)}`, missing: differing };
  return fillInBatches({ ...state, table: tableOf(state) }, filling, after);
}
