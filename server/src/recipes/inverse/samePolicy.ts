import type { Policy } from "../../catalog/relations.ts";
import { sameDefinition } from "./sameDefinition.ts";

/** Whether a policy says the same, whatever it is called. */
export function samePolicy(one: Policy, other: Policy): boolean {
  return (
    one.restrictive === other.restrictive &&
    (one.roles ?? []).join() === (other.roles ?? []).join() &&
    sameDefinition(one.using, other.using) &&
    sameDefinition(one.check, other.check)
  );
}
