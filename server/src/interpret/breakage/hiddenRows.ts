import { isTable } from "../../catalog/relations.ts";
import type { Broken, Difference } from "./difference.ts";

/** Row security that is switched on hides all rows from everybody but the owner, until policies say otherwise. */
export function hiddenRows({ old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now)) return [];
  const enabled = now.rowSecurity.enabled && !old.rowSecurity.enabled;
  const forced = now.rowSecurity.enabled && now.rowSecurity.forced && !old.rowSecurity.forced;
  return enabled || forced ? [{ code: "old-code-loses-privilege" }] : [];
}
