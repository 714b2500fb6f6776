import { ident, sql } from "../../sql/fragment.ts";
import { differs } from "../transition/compare.ts";
import { paired, pairingTriggers } from "../transition/pairing.ts";
import { keepInStep, leaveStep } from "../transition/triggers.ts";
import type { RenameState } from "./state.ts";

/** The two columns: `full` has a value in every row, `fresh` is still being filled. */
export interface Sides {
  readonly full: string;
  readonly fresh: string;
}

/** The two columns have the same value, whichever of them a client writes. */
export function synchronise(state: RenameState, { full, fresh }: Sides): readonly string[] {
  const value = (name: string) => sql`NEW.${ident(name)}`;
  return keepInStep(
    state,
    pairingTriggers({ full: [full], fresh: [fresh] }, state.triggers),
    paired({
      full: [{ name: full, value: value(fresh) }],
      fresh: [{ name: fresh, value: value(full) }],
      unfilled: differs(value(fresh), value(full)),
    }),
  );
}

export function stopSynchronising(state: RenameState): readonly string[] {
  return leaveStep(state, state.triggers);
}
