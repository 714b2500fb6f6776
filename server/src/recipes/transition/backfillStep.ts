import type { Step } from "../recipe.ts";
import type { OwnTriggers } from "./ownTriggers.ts";

/** The step that fills `to` in batches (`fillInBatches`). */
export function backfillStep(
  state: { readonly to: string; readonly ownTriggers: OwnTriggers },
  filling: string,
): Step {
  const role = {
    none: "",
    restored:
      " The table's own triggers fire, and what they change in a row that is only copied is put back: the owner of the table can run this.",
    silenced:
      " The table has triggers of its own that must not see this, so run it as a role that may set session_replication_role.",
  }[state.ownTriggers];
  return {
    phase: "migrate",
    title: `Fill ${state.to} in batches, each with its own commit; may be stopped and started again.${role}`,
    suffix: "backfill",
    transaction: "none",
    up: [filling],
    down: [],
  };
}
