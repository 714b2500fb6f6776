import { listChanges } from "../../catalog/listChanges.ts";
import { letsPass, lettingAllPass } from "../../catalog/policies.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import { isOpen } from "../openWorld/world.ts";
import type { Broken, Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";

/** Row security that is switched on hides all rows from everybody but the owner, until policies say otherwise. */
export function hiddenRows({ execution, old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now)) return [];
  const enabled = now.rowSecurity.enabled && !old.rowSecurity.enabled;
  const forced = now.rowSecurity.enabled && now.rowSecurity.forced && !old.rowSecurity.forced;
  if (enabled || forced) return lettingAllPass(now) ? [] : [{ code: "old-code-loses-privilege" }];
  const counts = old.rowSecurity.enabled ? now.rowSecurity.enabled : isOpen(execution, old);
  return counts && !isGone(old, now) ? hiddenByPolicies(old, now) : [];
}

/** A policy that let rows pass is gone, or one that rows must pass besides is new. */
function hiddenByPolicies(old: Table, now: Table): readonly Broken[] {
  if (old.policies === now.policies) return [];
  const { gone, added } = listChanges(old.policies, now.policies);
  const left = new Set(added.map(({ id }) => id));
  const known = new Set(gone.map(({ id }) => id));
  const hiding = [
    ...gone.filter(({ id, restrictive }) => restrictive !== true && !left.has(id)),
    ...added
      .filter(({ id, restrictive }) => restrictive === true && !known.has(id))
      .filter((policy) => !letsPass(policy)),
  ];
  return hiding.map(({ name }): Broken => ({ code: "old-code-loses-rows", part: name }));
}
