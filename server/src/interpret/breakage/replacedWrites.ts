import { listChanges } from "../../catalog/listChanges.ts";
import { isTable } from "../../catalog/relations.ts";
import type { Broken, Difference } from "./difference.ts";
import { isGone } from "./goneNames.ts";

/** A rule ON INSERT, UPDATE or DELETE that does something else instead, of all rows or of those of its condition. */
export function replacedWrites({ old, now }: Difference): readonly Broken[] {
  if (!isTable(old) || !isTable(now) || isGone(old, now) || old.rules === now.rules) return [];
  const before = new Set(old.rules.filter(({ instead, enabled }) => instead && enabled).map(({ id }) => id));
  return listChanges(old.rules, now.rules)
    .added.filter(({ id, event, instead, enabled }) => {
      return event !== "select" && instead && enabled && !before.has(id);
    })
    .map(({ name }): Broken => ({ code: "old-code-writes-replaced", part: name }));
}
