import type { Node } from "@pgsql/types";
import { policyCommands, type Policy, type PolicyCommand, type Table } from "./relations.ts";

/** Whether the policies of a table let everybody do everything with every row, so that row security hides none. */
export function lettingAllPass({ policies }: Pick<Table, "policies">): boolean {
  const bounds = policies.filter((policy) => policy.restrictive === true && !letsPass(policy));
  return bounds.length === 0 && policyCommands.every((command) => policies.some(opens(command)));
}

/** Whether each condition that a policy has is TRUE. */
export function letsPass({ using, check }: Pick<Policy, "using" | "check">): boolean {
  return [using, check].every((condition) => condition === undefined || isTrue(condition.node));
}

/** A policy without a condition of its own for what is written takes the one for what is read. */
function opens(command: PolicyCommand): (policy: Policy) => boolean {
  return (policy) => {
    const { using, check = using, roles, restrictive } = policy;
    if (restrictive === true || roles !== undefined) return false;
    if (policy.command !== undefined && policy.command !== command) return false;
    const needed = command === "insert" ? [check] : command === "update" ? [using, check] : [using];
    return needed.every((condition) => condition !== undefined && isTrue(condition.node));
  };
}

function isTrue(node: Node): boolean {
  return "A_Const" in node && node.A_Const.boolval?.boolval === true;
}
